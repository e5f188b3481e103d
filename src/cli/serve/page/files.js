// files.js: what is dropped, chosen or pasted, as an article with the files that it uses.

const ARTICLE = [/\.(md|markdown)$/i, /\.docx$/i, /\.x?html?$/i, /\.txt$/i, /\.zip$/i]
const TEXT = /\.(md|markdown|x?html?|txt)$/i
const HIDDEN = /(^|\/)(\.|__MACOSX)/

const rank = name => {
  const kind = ARTICLE.findIndex(pattern => pattern.test(name))
  return kind < 0 ? Infinity : kind + 10 * name.split('/').length
}

/** Returns whether the name is that of an article. */
export const isArticle = name => rank(name) < Infinity

/** Returns the files of a drop, with those in its folders, as `{name, file}`. Call it before anything is awaited. */
export function dropped(transfer) {
  const entries = [...transfer.items].filter(item => item.kind === 'file').map(item => item.webkitGetAsEntry?.() ?? item.getAsFile())
  return Promise.all(entries.filter(Boolean).map(walk)).then(lists => lists.flat())
}

async function walk(entry) {
  if (entry instanceof File) return [{ name: entry.name, file: entry }]
  const name = entry.fullPath.replace(/^\//, '')
  if (HIDDEN.test(name)) return []
  if (entry.isFile) return [{ name, file: await new Promise((done, failed) => entry.file(done, failed)) }]
  const reader = entry.createReader()
  const found = []
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed))
    if (!some.length) break
    found.push(...await Promise.all(some.map(walk)))
  }
  return found.flat()
}

/** Returns the files of an `<input type=file>`, as `{name, file}`. */
export const chosen = input =>
  [...input.files].map(file => ({ name: file.webkitRelativePath || file.name, file })).filter(({ name }) => !HIDDEN.test(name))

/** Makes an article of files; `main` names it, or else the likeliest one is taken. Returns null where no file is an article. */
export async function article(files, main) {
  const names = files.map(({ name }) => name).filter(isArticle).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
  const name = main ?? names[0]
  if (name === undefined) return null
  const { file } = files.find(entry => entry.name === name)
  return { name, files, names, text: TEXT.test(name) ? await read(file) : null, edited: false }
}

// A text that is not UTF-8 is not shown: the server, which knows the older encodings, gets its bytes.
async function read(file) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch { return null }
}

/** Makes an article of text that was written or pasted here. */
export const written = text => ({ name: null, syntax: 'auto', files: [], names: [], text, edited: true })

/** Returns the file name of a written text: the words of its title, and the ending of its syntax. */
export function nameOf({ text, syntax }) {
  const title = /^title:\s*["']?(.+)/m.exec(text.slice(0, 2000))?.[1] ?? /^#*\s*(\S.*)$/m.exec(text)?.[1] ?? ''
  const words = title.toLowerCase().normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  const stem = [...words].slice(0, 40).join('').replace(/-$/, '') || 'handout'
  return `${stem}.${syntax === 'auto' ? guessed(text) : syntax}`
}

// Markdown is recognized by what no letter or leaflet has in plain text: front matter, headings, links, emphasis.
function guessed(text) {
  return /^---\n|^#{1,6} \S|\]\([^)\s]+\)|\*\*\S|^\[\^|\[@/m.test(text) ? 'md' : 'txt'
}

/** Returns the form that sends an article with its settings. */
export function form(article, settings) {
  const data = new FormData()
  data.append('settings', JSON.stringify({ ...settings, ...named(article.syntax) }))
  if (article.watched) {
    data.append('watched', '')
    data.append('text', article.text)
    return data
  }
  const name = article.name ?? nameOf(article)
  if (!/\.zip$/i.test(name)) data.append('article', name)
  if (article.edited) data.append('file', new Blob([article.text]), name)
  for (const { name: other, file } of article.files) {
    if (!(article.edited && other === name)) data.append('file', file, other)
  }
  return data
}

const named = syntax => ({ md: { from: 'markdown' }, txt: { from: 'text' }, html: { from: 'html' } })[syntax] ?? {}
