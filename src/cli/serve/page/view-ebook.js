// view-ebook.js: the e-book, one document after another, in a frame without scripts.
import { Frames } from './frames.js'
import { icon } from './messages.js'
import { askJson } from './net.js'
import { say } from './words.js'

const FRONT = /(^|\/)(cover|nav|toc)\.x?html$/

/** Prepares the document of a frame: the colors of the page around it, and links that lead elsewhere open elsewhere. */
export function prepare(frame) {
  const text = frame.contentDocument
  if (!text?.documentElement) return
  text.documentElement.style.colorScheme = 'light dark'
  text.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]')
    if (!link || (link.host === location.host && link.protocol === location.protocol)) return
    event.preventDefault()
    if (/^https?:$/.test(link.protocol)) window.open(link.href, '_blank', 'noopener')
  })
}

/** Returns how far a frame was read, to be set again in another one. */
export const place = frame => frame?.contentDocument?.scrollingElement?.scrollTop ?? 0

/** Scrolls a frame to a place. */
export function scroll(frame, top) {
  const element = frame.contentDocument?.scrollingElement
  if (element) element.scrollTop = top
}

export class EbookView {
  #panel; #frames; #choice; #back; #on
  #documents = []
  #path = null
  #job = null
  #shown = null

  constructor(panel) { this.#panel = panel }

  update(_output, job) { this.#job = job }

  async reveal() {
    if (this.#shown === this.#job.id) return
    this.#shown = this.#job.id
    this.#prepare()
    this.#documents = await askJson(`/jobs/${this.#job.id}/epub/`)
    this.#choice.replaceChildren(...this.#documents.map(({ path, title }, i) => new Option(title || say('part', { number: i + 1 }), path)))
    const kept = this.#documents.some(({ path }) => path === this.#path)
    const first = this.#documents.find(({ path }) => !FRONT.test(path)) ?? this.#documents[0]
    if (first) await this.#open(kept ? this.#path : first.path, kept)
  }

  async #open(path, keep = false) {
    const top = keep ? place(this.#frames.current) : 0
    this.#path = path
    this.#choose()
    const frame = await this.#frames.load(this.#documents.find(entry => entry.path === path).href)
    if (!frame) return
    prepare(frame)
    scroll(frame, top)
    this.#frames.swap(frame)
    scroll(frame, top)
    frame.addEventListener('load', () => this.#followed(frame))
  }

  // A link inside the book led to another document.
  #followed(frame) {
    prepare(frame)
    const now = this.#documents.find(({ href }) => new URL(href, location).pathname === frame.contentWindow.location.pathname)
    if (now) this.#path = now.path
    this.#choose()
  }

  #choose() {
    const at = this.#documents.findIndex(({ path }) => path === this.#path)
    this.#choice.value = this.#path
    this.#back.disabled = at <= 0
    this.#on.disabled = at >= this.#documents.length - 1
  }

  #step(by) {
    const at = this.#documents.findIndex(({ path }) => path === this.#path)
    const next = this.#documents[at + by]
    if (next) this.#open(next.path)
  }

  #prepare() {
    if (this.#frames) return
    const bar = Object.assign(document.createElement('div'), { className: 'view-bar' })
    this.#back = this.#button('previous', -1)
    this.#on = this.#button('next', 1)
    this.#choice = document.createElement('select')
    this.#choice.setAttribute('aria-label', say('document'))
    this.#choice.addEventListener('change', () => this.#open(this.#choice.value))
    bar.append(this.#back, this.#choice, this.#on)
    const box = Object.assign(document.createElement('div'), { className: 'frames reader' })
    this.#panel.replaceChildren(bar, box)
    this.#frames = new Frames(box, say('tab_epub'), 'allow-same-origin')
  }

  #button(key, by) {
    const made = Object.assign(document.createElement('button'), { type: 'button', className: 'plain square' })
    made.setAttribute('aria-label', say(key))
    const arrow = icon('back')
    arrow.classList.toggle('on', by > 0)
    made.append(arrow)
    made.addEventListener('click', () => this.#step(by))
    return made
  }
}
