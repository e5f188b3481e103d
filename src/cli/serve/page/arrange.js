// arrange.js: shows the controls that fit the article.
import { nameOf } from './files.js'
import { say } from './words.js'

const ui = id => document.getElementById(id)

/** Returns the last part of a path. */
export const base = path => path.split(/[\\/]/).pop()

/** Shows what there is to do with an article, or how to begin where there is none. */
export function arrange(article, watched) {
  document.body.dataset.state = article ? 'work' : 'start'
  ui('start').hidden = Boolean(article)
  ui('work').hidden = !article
  if (!article) return
  const text = article.text !== null
  ui('name').textContent = article.name ?? nameOf(article)
  ui('name').classList.toggle('edited', article.edited)
  ui('editor').hidden = !text
  ui('unread').hidden = text
  ui('unread').textContent = text ? '' : say('unread', { name: article.name })
  ui('another').hidden = Boolean(watched)
  ui('save').hidden = !text || !article.edited || Boolean(watched?.locked)
  ui('save').textContent = say(watched ? 'save' : 'keep')
  companions(article, watched)
  choices(article)
}

function companions(article, watched) {
  const others = article.files.filter(({ name }) => name !== article.name).map(({ name }) => name)
  ui('with').hidden = !others.length && !watched?.locked
  const names = others.slice(0, 4).join(', ') + (others.length > 4 ? ', …' : '')
  ui('with').textContent = watched ? say('locked', { name: article.name }) : say('with', { count: others.length, names })
}

function choices(article) {
  ui('which').hidden = article.names.length < 2
  ui('which-article').replaceChildren(...article.names.map(name => new Option(name, name, false, name === article.name)))
  ui('syntax').hidden = article.name !== null
  const kinds = ['auto', 'md', 'txt', 'html'].map(kind => new Option(say(`syntax_${kind}`), kind, false, kind === article.syntax))
  ui('syntax-of').replaceChildren(...kinds)
}
