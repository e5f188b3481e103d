// A small ebook reader around foliate-js: pages, a table of contents, and notes that pop up.
import '/foliate/view.js'
import { FootnoteHandler } from '/foliate/footnotes.js'

const contents = document.getElementById('contents')
const dialog = document.getElementById('note')
const view = document.createElement('foliate-view')
const notes = new FootnoteHandler()
const state = { view, popUps: true, note: null, errors: [] }
window.reader = state

// What reading systems do in the dark: colours of the page and of its words are the reader's.
const style = dark => `
  @namespace epub "http://www.idpf.org/2007/ops";
  html { color-scheme: ${dark ? 'dark' : 'light'}; ${dark ? 'background: #121212; color: #e0e0e0;' : ''} }
  ${dark ? 'a:any-link { color: #8ab4f8; }' : ''}
  aside[epub|type~="footnote"] { display: none; }`

dialog.addEventListener('close', () => dialog.replaceChildren())
notes.addEventListener('before-render', event => {
  dialog.replaceChildren(event.detail.view)
  dialog.showModal()
})
notes.addEventListener('render', event => {
  const { doc } = event.detail.view.renderer.getContents()[0]
  state.note = { words: doc.body.textContent, type: event.detail.type }
})

const list = items => items.forEach(item => {
  const link = document.createElement('a')
  link.href = item.href
  link.textContent = item.label
  link.addEventListener('click', event => {
    event.preventDefault()
    contents.hidden = true
    view.goTo(item.href)
  })
  contents.append(link)
  list(item.subitems ?? [])
})

state.open = async (address, dark) => {
  document.body.append(view)
  const file = new File([await (await fetch(address)).blob()], 'book.epub')
  await view.open(file)
  view.addEventListener('link', event => {
    if (state.popUps) notes.handle(view.book, event)?.catch(error => state.errors.push(String(error)))
  })
  view.renderer.setAttribute('flow', 'paginated')
  view.renderer.setStyles(style(dark))
  list(view.book.toc)
  await view.goTo(0)
}

// The names of anchors that can be seen now.
state.seen = () => {
  const range = view.lastLocation?.range
  const doc = range?.startContainer.ownerDocument
  if (!doc) return []
  return [...doc.querySelectorAll('[id]')].filter(element => range.intersectsNode(element)).map(element => element.id)
}

// Turns to the page that the first element is on that a selector finds, and gives its address. Null when there is none.
state.find = async selector => {
  for (const [index, section] of view.book.sections.entries()) {
    const element = (await section.createDocument()).querySelector(selector)
    if (!element) continue
    await view.renderer.goTo({ index, anchor: doc => doc.querySelector(selector) })
    return element.getAttribute('href')
  }
  return null
}
