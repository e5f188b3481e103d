// editor.js: the text with line numbers and with marks where messages speak of it.
//
// A textarea lies over a mirror of the same text, line by line in the same type and width: the mirror has the numbers and
// the marks, and gives the height. Only lines that changed are made again, so that long texts can be typed in.

const SEVERITIES = ['note', 'warning', 'error']

export class Editor {
  #box; #text; #mirror
  #lines = []
  #marks = new Map()

  /** `changed` is called with the text after each edit. */
  constructor(box, changed) {
    this.#box = box
    this.#text = box.querySelector('textarea')
    this.#mirror = box.querySelector('.mirror')
    // the box scrolls, never the text inside it
    this.#text.addEventListener('scroll', () => { this.#text.scrollTop = 0 })
    this.#text.addEventListener('input', () => {
      this.#reflect()
      changed(this.#text.value)
    })
  }

  /** Shows a text. One that replaces an earlier version of it keeps the caret and the place. */
  show(text, { locked = false, keep = false } = {}) {
    const { selectionStart, selectionEnd } = this.#text
    const { scrollTop } = this.#box
    this.#text.readOnly = locked
    if (this.#text.value !== text) {
      this.#text.value = text
      if (!keep) this.#marks = new Map()
      this.#text.setSelectionRange(...keep ? [selectionStart, selectionEnd] : [0, 0])
      this.#reflect()
    }
    this.#box.scrollTop = keep ? scrollTop : 0
  }

  /** Sets the language of the text, for spelling and for its voice. */
  set lang(tag) { this.#text.lang = tag ?? '' }

  focus() { this.#text.focus() }

  /** Marks the lines that messages speak of. */
  mark(messages) {
    const before = this.#marks
    this.#marks = new Map()
    for (const message of messages) {
      const line = message.line - 1
      if (!this.#marks.has(line)) this.#marks.set(line, [])
      this.#marks.get(line).push(message)
    }
    for (const line of new Set([...before.keys(), ...this.#marks.keys()])) this.#draw(line)
  }

  /** Selects the place of a message and brings it into view. */
  go({ line, column, end_line: endLine, end_column: endColumn }) {
    const start = this.#offset(line, column ?? 1)
    const end = endColumn ? this.#offset(endLine ?? line, endColumn) : start
    this.#text.focus({ preventScroll: true })
    this.#text.setSelectionRange(start, Math.max(start, end))
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const element = this.#mirror.children[Math.min(line, this.#lines.length) - 1]
    element?.scrollIntoView({ block: 'center', behavior: still || this.#lines.length > 2000 ? 'auto' : 'smooth' })
  }

  // Columns count characters; a string of JavaScript counts UTF-16 units.
  #offset(line, column) {
    const before = this.#lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
    return before + units(this.#lines[line - 1] ?? '', column - 1)
  }

  #reflect() {
    const now = this.#text.value.split('\n')
    const before = this.#lines
    const least = Math.min(now.length, before.length)
    let start = 0
    while (start < least && now[start] === before[start]) start++
    let end = 0
    while (end < least - start && now[now.length - 1 - end] === before[before.length - 1 - end]) end++
    this.#lines = now
    const stale = [...this.#mirror.children].slice(start, before.length - end)
    const shared = Math.min(stale.length, now.length - end - start)
    for (const element of stale.slice(shared)) element.remove()
    for (let i = 0; i < shared; i++) this.#draw(start + i)
    const fresh = document.createDocumentFragment()
    for (let i = start + shared; i < now.length - end; i++) fresh.append(this.#drawn(document.createElement('div'), i))
    this.#mirror.insertBefore(fresh, this.#mirror.children[start + shared] ?? null)
  }

  #draw(line) {
    const element = this.#mirror.children[line]
    if (element) this.#drawn(element, line)
  }

  #drawn(element, line) {
    const text = this.#lines[line]
    const marks = this.#marks.get(line) ?? []
    const worst = Math.max(-1, ...marks.map(({ severity }) => SEVERITIES.indexOf(severity)))
    element.className = worst < 0 ? '' : SEVERITIES[worst]
    element.replaceChildren(...pieces(text, marks))
    return element
  }
}

const units = (text, characters) => [...text.slice(0, 2 * characters)].slice(0, characters).join('').length

// The text with `<mark>` around what messages speak of. A message about a whole long line marks only its number.
function pieces(text, marks) {
  const ranges = marks.filter(({ severity, column, end_column: end }) => severity !== 'note' && column && end !== 1)
    .map(({ severity, line, column, end_line: endLine, end_column: end }) => ({
      severity, start: units(text, column - 1), end: end && (endLine ?? line) === line ? units(text, end - 1) : text.length,
    })).sort((a, b) => a.start - b.start)
  const made = []
  let at = 0
  for (const { severity, start, end } of ranges) {
    if (start < at || end <= start) continue
    const mark = document.createElement('mark')
    mark.className = severity
    mark.textContent = text.slice(start, end)
    made.push(text.slice(at, start), mark)
    at = end
  }
  made.push(text.slice(at))
  return made
}

/** Returns the first line in which two texts differ, from 1; null where they are the same or there is none before. */
export function changedLine(before, text) {
  if (before === null || text === null || before === text) return null
  let at = 0
  while (before[at] === text[at]) at++
  return text.slice(0, at).split('\n').length
}
