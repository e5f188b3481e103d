// viewer.js: the tabs of the preview. A view is loaded when its tab is open, and keeps its place when it is loaded again.
import { EbookView } from './view-ebook.js'
import { PageView } from './view-pages.js'
import { TextView, WebView } from './view-text.js'
import { say } from './words.js'

const VIEWS = { pdf: PageView, epub: EbookView, text: TextView, html: WebView }

export class Viewer {
  #tabs; #panels
  #views = new Map()
  #open = null
  #job = null

  constructor(tabs, panels) {
    this.#tabs = tabs
    this.#panels = panels
    tabs.addEventListener('keydown', event => this.#key(event))
  }

  /** Shows the outputs of a finished job; `line` is the one that its writer changed, if it is known. */
  show(job, line) {
    this.#job = job
    const outputs = job.outputs.filter(({ format }) => VIEWS[format])
    const formats = Object.keys(VIEWS).filter(name => outputs.some(({ format }) => format === name))
    if (formats.join() !== [...this.#views.keys()].join()) this.#arrange(formats)
    for (const [format, { view }] of this.#views) view.update(outputs.find(output => output.format === format), job, line)
    this.#panels.classList.toggle('stale', false)
    this.#select(this.#views.has(this.#open) ? this.#open : this.#first(formats))
  }

  /** Turns the pages to a line of the source. */
  go(line) {
    const pages = this.#views.get('pdf')
    pages?.view.go(line)
    if (this.#open === 'pdf') pages?.view.reveal()
  }

  /** Shows that what is seen is of an earlier text. */
  stale(is) { this.#panels.classList.toggle('stale', is) }

  /** Empties the views. */
  clear() {
    this.#job = null
    this.#arrange([])
    const empty = document.createElement('p')
    empty.className = 'empty faint'
    empty.textContent = say('empty')
    this.#panels.append(empty)
  }

  /** Writes the tabs again, in another language. */
  translate() {
    if (!this.#job) return this.clear()
    this.#arrange([])
    this.show(this.#job)
  }

  // Where the browser cannot show a PDF in the page, the e-book comes first.
  #first(formats) {
    return !PageView.possible() && formats.includes('epub') ? 'epub' : formats[0]
  }

  #arrange(formats) {
    const kept = new Map()
    for (const format of formats) kept.set(format, this.#views.get(format) ?? this.#made(format))
    this.#views = kept
    this.#tabs.replaceChildren(...[...kept.values()].map(({ tab }) => tab))
    this.#tabs.hidden = !formats.length
    for (const panel of [...this.#panels.children]) if (![...kept.values()].some(entry => entry.panel === panel)) panel.remove()
    for (const { panel } of kept.values()) if (!panel.isConnected) this.#panels.append(panel)
  }

  #made(format) {
    const tab = Object.assign(document.createElement('button'), { type: 'button', id: `tab-${format}`, textContent: say(`tab_${format}`) })
    const panel = Object.assign(document.createElement('div'), { id: `view-${format}`, className: 'view', hidden: true })
    const attributes = { tab: { role: 'tab', 'aria-controls': panel.id }, panel: { role: 'tabpanel', 'aria-labelledby': tab.id } }
    for (const [name, value] of Object.entries(attributes.tab)) tab.setAttribute(name, value)
    for (const [name, value] of Object.entries(attributes.panel)) panel.setAttribute(name, value)
    tab.addEventListener('click', () => this.#select(format))
    return { tab, panel, view: new VIEWS[format](panel) }
  }

  #select(chosen) {
    this.#open = chosen
    for (const [format, { tab, panel, view }] of this.#views) {
      const selected = format === chosen
      tab.setAttribute('aria-selected', selected)
      tab.tabIndex = selected ? 0 : -1
      panel.hidden = !selected
      if (selected) view.reveal()
    }
  }

  #key(event) {
    const formats = [...this.#views.keys()]
    const forward = getComputedStyle(this.#tabs).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
    const at = formats.indexOf(this.#open)
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: -1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const format = formats.at(to % formats.length)
    this.#select(format)
    this.#views.get(format).tab.focus()
  }
}
