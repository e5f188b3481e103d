// watched.js: the file on the disk that `handout serve FILE` shows while its writer edits it.
import { ask, askJson, Problem } from './net.js'
import { say } from './words.js'

const put = (path, body) => ask(path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

export class Watched {
  #page; #edit
  /** The watched article, in the form that `files.js` makes others in. */
  article

  /** `page` shows: `reload()` the article, `follow(id)` a job, `notice`. */
  constructor(page, edit) {
    this.#page = page
    this.#edit = edit
  }

  get locked() { return !this.#edit }

  /** Shows the article as it is converted with these settings, and follows it. */
  async start(settings) {
    this.article = { watched: true, files: [], names: [], edited: false, ...await askJson('/watched') }
    this.#page.reload(false)
    await this.set(settings)
    const events = new EventSource('/watched/events')
    events.onmessage = event => this.#heard(JSON.parse(event.data)).catch(error => this.#page.notice.problem(error))
  }

  /** Has the server convert the article with other settings from now on: its job is heard of as any other. */
  async set(settings) {
    await put('/watched/settings', settings)
  }

  async #heard({ job, version }) {
    if (version !== this.article.version) {
      if (this.article.edited) return this.#conflict()
      this.load()
    }
    if (job) this.#page.follow(job)
  }

  /** Takes the text from the disk. */
  async load() {
    Object.assign(this.article, await askJson('/watched'), { edited: false })
    this.#page.reload(true)
  }

  /** Writes the text to the disk, unless another program has changed it there. */
  async save() {
    const { text, version } = this.article
    try {
      await this.#put({ text, version })
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return this.#conflict()
      throw error
    }
  }

  async #put(body) {
    const answer = await put('/watched', body)
    this.article.version = (await answer.json()).version
    if (this.article.text === body.text) this.article.edited = false
    this.#page.saved()
  }

  #conflict() {
    const failed = error => this.#page.notice.problem(error)
    const over = async () => {
      const { version } = await askJson('/watched')
      await this.#put({ text: this.article.text, version })
    }
    this.#page.notice.show(say('conflict', { name: this.article.name }),
      [say('load_disk'), () => this.load().then(() => this.#page.run()).catch(failed)],
      [say('save_over'), () => over().catch(failed)])
  }
}
