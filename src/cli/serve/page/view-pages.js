// view-pages.js: the PDF in the browser's own viewer, or a link where it has none.
import { Frames } from './frames.js'
import { icon } from './messages.js'
import { say, size } from './words.js'

const PAINTING = 500
const LOOK = 'toolbar=0&navpanes=0&pagemode=none&view=FitH'

export class PageView {
  #panel; #frames; #page; #bar
  #output = null
  #job = null
  #shown = null
  // The line of the source that is read: its page stays open when the pages are made again.
  #line = 1
  // The page that the reader chose, where several begin in that line.
  #chosen = 1

  constructor(panel) { this.#panel = panel }

  /** Returns whether a PDF can be read inside the page: phones cannot, or show only the first page. */
  static possible() {
    return navigator.pdfViewerEnabled !== false && !matchMedia('(max-width: 40rem), (pointer: coarse) and (hover: none)').matches
  }

  update(output, job, line) {
    this.#output = output
    this.#job = job
    if (line) this.#line = line
  }

  /** Chooses the page of a line. */
  go(line) { this.#line = line }

  async reveal() {
    const page = this.#pageOf(this.#line)
    const address = `${this.#output.href}?page=${page}#page=${page}&${LOOK}`
    if (this.#shown === address) return
    this.#shown = address
    if (!PageView.possible()) return this.#link()
    this.#prepare()
    this.#page.max = this.#job.pages ?? ''
    this.#page.value = page
    this.#bar.querySelector('.of').textContent = this.#job.pages ? say('of_pages', { count: this.#job.pages }) : ''
    this.#bar.querySelector('a').href = this.#output.href
    const frame = await this.#frames.load(address)
    if (!frame) return
    // the viewer says that it has loaded before it has painted
    await new Promise(done => setTimeout(done, PAINTING))
    if (address === this.#shown) this.#frames.swap(frame)
    else frame.remove()
  }

  // The last page that begins at or before a line.
  #pageOf(line) {
    const lines = this.#job.page_lines ?? []
    if (lines[this.#chosen - 1] === line) return this.#chosen
    return Math.max(1, lines.findLastIndex(start => start <= line) + 1)
  }

  #turn() {
    const { page_lines: lines = [] } = this.#job
    this.#chosen = Math.min(Math.max(1, Number(this.#page.value) || 1), lines.length || 1)
    this.#line = lines[this.#chosen - 1] ?? 1
    this.reveal()
  }

  #prepare() {
    if (this.#frames) return
    const box = Object.assign(document.createElement('div'), { className: 'frames desk' })
    this.#bar = this.#made()
    this.#panel.replaceChildren(this.#bar, box)
    this.#frames = new Frames(box, say('tab_pdf'))
  }

  #made() {
    const bar = Object.assign(document.createElement('div'), { className: 'view-bar' })
    const label = document.createElement('label')
    this.#page = Object.assign(document.createElement('input'), { type: 'number', min: 1, value: 1, className: 'number' })
    this.#page.addEventListener('change', () => this.#turn())
    const of = Object.assign(document.createElement('span'), { className: 'of' })
    label.append(say('page'), ' ', this.#page, ' ', of)
    const print = Object.assign(document.createElement('button'), { type: 'button', className: 'plain' })
    print.append(icon('print'), say('print'))
    print.addEventListener('click', () => this.#print())
    bar.append(label, Object.assign(document.createElement('span'), { className: 'gap' }), print, opener(''))
    return bar
  }

  #print() {
    try {
      this.#frames.current.contentWindow.focus()
      this.#frames.current.contentWindow.print()
    } catch { window.open(this.#output.href, '_blank', 'noopener') }
  }

  #link() {
    const card = Object.assign(document.createElement('div'), { className: 'card' })
    const words = Object.assign(document.createElement('p'), {
      textContent: this.#job.pages ? say('pdf_ready', { count: this.#job.pages }) : say('tab_pdf'),
    })
    const link = opener(this.#output.href, 'main')
    link.append(` (${size(this.#output.bytes)})`)
    const hint = Object.assign(document.createElement('p'), { className: 'faint', textContent: say('pdf_elsewhere') })
    card.append(words, link, hint)
    this.#panel.replaceChildren(card)
  }
}

function opener(href, name = 'plain') {
  const link = Object.assign(document.createElement('a'), { href, target: '_blank', rel: 'noopener', className: `button ${name}` })
  link.append(icon('open'), say('open_pdf'))
  return link
}
