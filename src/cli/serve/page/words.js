// words.js: the words of the page in the reader's language, from /words/LANG.json.

const LANGUAGES = ['en', 'es', 'de']
let words = {}
let plural = new Intl.PluralRules('en')

/** Returns the language of the page. */
export const language = () => document.documentElement.lang

/** Returns the words of `key` with its `{holes}` filled; a `count` chooses between the forms `key.one` and `key.other`. */
export function say(key, holes = {}) {
  const counted = holes.count === undefined ? undefined : words[`${key}.${plural.select(holes.count)}`] ?? words[`${key}.other`]
  const template = counted ?? words[key] ?? key
  return template.replace(/\{(\w+)\}/g, (hole, name) => {
    const value = holes[name]
    return value === undefined ? hole : typeof value === 'number' ? value.toLocaleString(language()) : value
  })
}

/** Returns the words of `key`, or undefined where there are none. */
export const known = key => words[key]

/** Returns a size in bytes as people read it. */
export function size(bytes) {
  const [unit, value] = bytes >= 1e6 ? ['megabyte', bytes / 1e6] : ['kilobyte', Math.max(1, bytes / 1e3)]
  return new Intl.NumberFormat(language(), { style: 'unit', unit, maximumFractionDigits: value < 10 && unit === 'megabyte' ? 1 : 0 }).format(value)
}

/** Returns the name of a language in the language of the page. */
export function languageName(tag) {
  try { return new Intl.DisplayNames([language()], { type: 'language' }).of(tag) ?? tag } catch { return tag }
}

/** Puts words into the elements that ask for them. */
export function fill(root = document) {
  for (const element of root.querySelectorAll('[data-words]')) element.textContent = say(element.dataset.words)
  for (const element of root.querySelectorAll('[data-words-label]')) element.setAttribute('aria-label', say(element.dataset.wordsLabel))
  for (const element of root.querySelectorAll('[data-words-placeholder]')) element.placeholder = say(element.dataset.wordsPlaceholder)
}

async function load(tag) {
  const response = await fetch(`/words/${tag}.json`)
  if (!response.ok) throw new Error(`no words in ${tag}`)
  words = await response.json()
  plural = new Intl.PluralRules(tag)
  document.documentElement.lang = tag
  document.documentElement.dir = words.dir ?? 'ltr'
  fill()
}

/** Loads the words of the language that the reader chose or that the browser asks for; `changed` is called after each choice. */
export async function start(chooser, changed) {
  const wanted = [remembered(), ...navigator.languages].map(tag => tag?.slice(0, 2))
  await load(wanted.find(tag => LANGUAGES.includes(tag)) ?? 'en')
  for (const tag of LANGUAGES) {
    const option = new Option(new Intl.DisplayNames([tag], { type: 'language' }).of(tag), tag, false, tag === language())
    option.lang = tag
    chooser.append(option)
  }
  chooser.addEventListener('change', async () => {
    try { localStorage.setItem('language', chooser.value) } catch { /* private browsing: not remembered */ }
    await load(chooser.value)
    changed()
  })
}

function remembered() {
  try { return localStorage.getItem('language') } catch { return null }
}
