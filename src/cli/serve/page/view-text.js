// view-text.js: the plain text, and the web page.
import { Frames } from './frames.js'
import { ask } from './net.js'
import { place, prepare, scroll } from './view-ebook.js'
import { say } from './words.js'

export class TextView {
  #panel; #text
  #output = null
  #job = null
  #shown = null

  constructor(panel) { this.#panel = panel }

  update(output, job) {
    this.#output = output
    this.#job = job
  }

  async reveal() {
    const { href } = this.#output
    if (this.#shown === href) return
    this.#shown = href
    const words = await (await ask(href)).text()
    if (this.#shown !== href) return
    this.#prepare()
    const { scrollTop } = this.#text
    this.#text.textContent = words
    this.#text.lang = this.#job.lang ?? ''
    this.#text.scrollTop = scrollTop
  }

  #prepare() {
    if (this.#text) return
    this.#text = Object.assign(document.createElement('pre'), { className: 'plain-text', tabIndex: 0 })
    this.#text.setAttribute('role', 'region')
    this.#text.setAttribute('aria-label', say('tab_text'))
    this.#panel.replaceChildren(this.#text)
  }
}

export class WebView {
  #panel; #frames
  #output = null
  #shown = null

  constructor(panel) { this.#panel = panel }

  update(output) { this.#output = output }

  async reveal() {
    const { href } = this.#output
    if (this.#shown === href) return
    this.#shown = href
    if (!this.#frames) {
      const box = Object.assign(document.createElement('div'), { className: 'frames reader' })
      this.#panel.replaceChildren(box)
      this.#frames = new Frames(box, say('tab_html'), 'allow-same-origin')
    }
    const top = place(this.#frames.current)
    const frame = await this.#frames.load(href)
    if (!frame) return
    prepare(frame)
    scroll(frame, top)
    this.#frames.swap(frame)
    scroll(frame, top)
  }
}
