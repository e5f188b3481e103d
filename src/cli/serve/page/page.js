// page.js: starts the page, and joins its parts: an article goes in, a job comes out, its parts are shown.
import { arrange, base } from './arrange.js'
import * as downloads from './downloads.js'
import { changedLine, Editor } from './editor.js'
import { form, nameOf, written } from './files.js'
import { receive } from './intake.js'
import * as messages from './messages.js'
import { askJson, convert, follow } from './net.js'
import { Notice } from './notice.js'
import { Progress } from './progress.js'
import { Settings } from './settings.js'
import { Viewer } from './viewer.js'
import { Watched } from './watched.js'
import * as words from './words.js'

const { say } = words
const ui = id => document.getElementById(id)
const PAUSE = 350
const HOLDING = 10 * 60_000

class Page {
  article = null
  notice = new Notice(ui('notice'))
  #editor = new Editor(ui('editor'), text => this.#typed(text))
  #progress = new Progress(ui('progress'), ui('live'))
  #viewer = new Viewer(ui('tabs'), ui('views'))
  #settings; #watched
  #running = null
  #timer = 0
  #took = 0
  #job = null
  // The text whose handout is shown.
  #shown = null

  async start() {
    await words.start(ui('tongue'), () => this.#translate())
    const offered = await askJson('/settings')
    this.#settings = new Settings(ui('settings'), offered, () => this.run())
    this.#listen()
    this.#viewer.clear()
    receive(this)
    if (!offered.file) return
    this.#watched = new Watched(this, offered.file.edit)
    await this.#watched.start(this.#settings.value)
  }

  /** Returns the name of the file on the disk that the page shows and nothing else. */
  get bound() { return this.#watched?.article.name }

  /** Returns whether an article may take the place of the one that is shown. */
  mayReplace() {
    return !this.#watched && (!this.article?.edited || confirm(say('lose_edits')))
  }

  /** Shows an article and converts it. */
  open(article) {
    this.article = article
    this.notice.hide()
    this.#job = this.#shown = null
    this.#viewer.clear()
    this.#result(null)
    this.#arrange()
    this.#editor.show(article.text ?? '')
    this.#turn(article.text === '' ? 'source' : 'preview')
    if (article.text === '') return this.#editor.focus()
    ui('main').focus({ preventScroll: true })
    this.run()
  }

  /** Shows the watched article, again when it was changed on the disk. */
  reload(keep) {
    this.article = this.#watched.article
    this.#arrange()
    this.#editor.show(this.article.text, { locked: this.#watched.locked, keep })
  }

  /** Converts again with files that joined the article. */
  joined() {
    this.#arrange()
    this.run()
  }

  /** Says that the article was written to the disk. */
  saved() {
    this.#arrange()
    this.#progress.tell(say('saved'))
  }

  /** Converts the article as it is now. */
  run() {
    const { article } = this
    if (!article) return
    if (article.text !== null && !article.text.trim()) return this.#stop()
    if (article.watched && !article.edited) return this.#watched.set(this.#settings.value).catch(error => this.notice.problem(error))
    return this.#convert((changed, signal) => convert(form(article, this.#settings.value), changed, signal))
  }

  /** Shows what becomes of a job that the server began, unless other words are shown. */
  follow(id) {
    if (this.article.edited) return this.run()
    return this.#convert((changed, signal) => follow(id, changed, signal))
  }

  #stop() {
    clearTimeout(this.#timer)
    this.#running?.abort()
    this.#running = null
    this.#progress.stop()
    this.#viewer.clear()
    this.#result(null)
  }

  async #convert(begin) {
    clearTimeout(this.#timer)
    this.#running?.abort()
    const mine = this.#running = new AbortController()
    const began = performance.now()
    if (!ui('again').hidden) ui('outcome').textContent = ''
    ui('again').hidden = true
    this.#progress.start()
    this.#viewer.stale(true)
    try {
      const job = await begin(state => { if (mine === this.#running) this.#progress.show(state) }, mine.signal)
      if (mine !== this.#running) return
      this.#took = performance.now() - began
      if (job.state === 'cancelled') this.#cancelled()
      else this.#finished(job)
    } catch (error) {
      if (mine !== this.#running) return
      this.#cancelled(error.name === 'AbortError' ? null : error)
    } finally {
      if (mine === this.#running) this.#progress.stop()
    }
  }

  #cancelled(error) {
    ui('outcome').textContent = say(error ? 'failed' : 'cancelled')
    ui('again').hidden = false
    if (error) this.notice.problem(error)
    else this.#progress.tell(say('cancelled'))
  }

  #finished(job) {
    const done = job.state === 'done'
    if (done) {
      this.#job = job
      const text = this.article?.text ?? null
      this.#viewer.show(job, changedLine(this.#shown, text))
      this.#shown = text
      this.notice.pass()
      ui('title').textContent = job.title ?? ''
      document.title = job.title ? `${job.title} – handout` : 'handout'
      this.#editor.lang = job.lang
    }
    this.#result(job)
    const parts = [done ? job.pages ? say('pages', { count: job.pages }) : say('done') : say('not_converted')]
    if (job.messages.length) parts.push(say('message_count', { count: job.messages.length }))
    ui('outcome').textContent = parts[0]
    ui('outcome').classList.toggle('error', !done)
    this.#progress.tell(parts.join(', '))
  }

  // What is shown of a job besides its views.
  #result(job) {
    const { messages: told, findings } = job ?? { messages: [], findings: [] }
    const here = ({ file, line }) => line && this.article?.text != null && (!file || base(file) === base(this.article.name ?? nameOf(this.article)))
    const all = [...told, ...findings]
    if (job) messages.show(ui('messages-list'), { messages: told, findings }, here, message => this.#go(message))
    else ui('messages-list').replaceChildren()
    this.#editor.mark(all.filter(here))
    for (const id of ['messages-count', 'pane-count']) {
      ui(id).hidden = !told.length
      ui(id).textContent = told.length
    }
    if (!job) ui('outcome').textContent = ''
    ui('downloads').hidden = !job?.outputs.length && !this.#job
    if (!job?.outputs.length) return
    downloads.show(ui('files'), job)
    ui('command').hidden = !job.command
    ui('command-line').textContent = job.command ?? ''
  }

  #go(message) {
    this.#turn('source')
    this.#editor.go(message)
    this.#viewer.go(message.line)
  }

  #typed(text) {
    const { article } = this
    if (!article) return
    Object.assign(article, { text, edited: true })
    this.#arrange()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.run(), Math.max(PAUSE, this.#took))
  }

  #arrange() { arrange(this.article, this.#watched) }

  #turn(pane) {
    document.body.dataset.pane = pane
    for (const name of ['source', 'preview']) ui(`pane-${name}`).setAttribute('aria-pressed', name === pane)
  }

  #translate() {
    this.#settings.translate()
    if (this.article) this.#arrange()
    this.#viewer.translate()
    if (this.#job) this.#finished(this.#job)
  }

  #save() {
    if (!this.#watched) return downloads.keep(this.article.text, base(this.article.name ?? nameOf(this.article)))
    return this.#watched.save().catch(error => this.notice.problem(error))
  }

  #listen() {
    const on = (id, event, action) => ui(id).addEventListener(event, action)
    on('cancel', 'click', () => this.#running?.abort())
    on('again', 'click', () => this.run())
    on('save', 'click', () => this.#save())
    on('write', 'click', () => this.open(written('')))
    on('example', 'click', () => this.open(written(say('example'))))
    on('pane-source', 'click', () => this.#turn('source'))
    on('pane-preview', 'click', () => this.#turn('preview'))
    on('another', 'click', () => this.mayReplace() && this.#close())
    on('more', 'keydown', event => {
      if (event.key !== 'Escape' || !ui('more').open) return
      ui('more').open = false
      ui('more').querySelector('summary').focus()
    })
    addEventListener('pointerdown', event => { if (!ui('more').contains(event.target) && matchMedia('(min-width: 30.01rem)').matches) ui('more').open = false })
    on('copy', 'click', async () => this.#progress.tell(say(await downloads.copy(ui('command-line')) ? 'copied' : 'copy_by_hand')))
    on('syntax-of', 'change', event => {
      this.article.syntax = event.target.value
      this.#arrange()
      this.run()
    })
    addEventListener('keydown', event => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || !this.article) return
      event.preventDefault()
      if (!ui('save').hidden) this.#save()
    })
    addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') this.#hold() })
    setInterval(() => this.#hold(), HOLDING)
    addEventListener('beforeunload', event => { if (this.article?.edited) event.preventDefault() })
  }

  // The server forgets results that nobody asks for: it is asked while they are shown.
  async #hold() {
    const id = this.#job?.id
    if (!id) return
    const { status } = await fetch(`/jobs/${id}`).catch(() => ({}))
    if (status === 404 && this.#job?.id === id) this.run()
  }

  #close() {
    this.#stop()
    this.#job = null
    this.article = null
    document.title = 'handout'
    this.#arrange()
    ui('main').focus()
  }
}

const page = new Page()
page.start().catch(error => page.notice.problem(error))
