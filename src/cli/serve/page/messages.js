// messages.js: what handout says about the text, as lists whose entries lead to the line.
import { say } from './words.js'

const ORDER = { error: 0, warning: 1, note: 2 }
const MOST = 200

/** Shows messages and findings in `box`; `go` is called with the message whose place was asked for. `here` says whether its file is shown. */
export function show(box, { messages, findings }, here, go) {
  const sorted = list => [...list].sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || (a.line ?? 0) - (b.line ?? 0))
  box.replaceChildren(
    ...section('about_conversion', sorted(messages), here, go),
    ...section('findings', sorted(findings), here, go),
  )
  if (!box.childElementCount) box.append(paragraph(say('no_messages'), 'fine'))
}

function section(key, messages, here, go) {
  if (!messages.length) return []
  const title = document.createElement('h3')
  title.textContent = say(key)
  const list = document.createElement('ul')
  list.className = 'messages'
  list.append(...messages.slice(0, MOST).map(message => entry(message, here(message), go)))
  const left = messages.length - MOST
  return [title, list, ...left > 0 ? [paragraph(say('more_messages', { count: left }), 'faint')] : []]
}

function paragraph(words, name) {
  const made = document.createElement('p')
  made.className = name
  made.textContent = words
  return made
}

function entry(message, isHere, go) {
  const item = document.createElement('li')
  item.className = message.severity
  const body = document.createElement(isHere ? 'button' : 'div')
  body.className = 'message'
  if (isHere) {
    body.type = 'button'
    body.addEventListener('click', () => go(message))
  }
  body.append(icon(message.severity), words(message, isHere))
  item.append(body)
  return item
}

function words({ severity, text, help, file, line, code }, isHere) {
  const made = document.createElement('span')
  made.className = 'words'
  const place = !line ? file : isHere ? say('line', { line }) : say('line_of', { line, file: file ?? '' })
  const head = span('head', severity === 'note' ? '' : say(severity))
  if (place) head.append(span('place', place))
  if (head.textContent) made.append(head, ' ')
  made.append(quoted('text', capitalized(text)))
  if (help) made.append(' ', quoted('help', capitalized(help)))
  made.title = code ?? ''
  return made
}

const capitalized = text => text.charAt(0).toLocaleUpperCase('en') + text.slice(1) + (/[.?!:]$/.test(text) ? '' : '.')

// Messages are in English; what is in backticks is code.
function quoted(name, text) {
  const made = span(name, '')
  made.lang = 'en'
  made.dir = 'ltr'
  text.split(/`([^`]*)`/).forEach((part, i) => {
    if (i % 2 === 0) return made.append(part)
    const code = document.createElement('code')
    code.textContent = part
    made.append(code)
  })
  return made
}

function span(name, text) {
  const made = document.createElement('span')
  made.className = name
  made.textContent = text
  return made
}

/** Makes one of the page's icons. */
export function icon(name) {
  const SVG = 'http://www.w3.org/2000/svg'
  const made = document.createElementNS(SVG, 'svg')
  made.setAttribute('class', `icon ${name}`)
  made.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#i-${name}`)
  made.append(use)
  return made
}
