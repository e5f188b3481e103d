// intake.js: the ways that an article comes into the page: dropped, chosen, pasted.
import { article, chosen, dropped, isArticle, written } from './files.js'
import { say } from './words.js'

const ui = id => document.getElementById(id)

/** Lets a page receive articles. */
export function receive(page) {
  const failed = error => page.notice.problem(error)
  const take = files => taken(page, files).catch(failed)
  for (const kind of ['file', 'folder']) {
    const input = ui(`${kind}-input`)
    ui(`choose-${kind}`).addEventListener('click', () => input.click())
    input.addEventListener('change', () => {
      take(chosen(input))
      input.value = ''
    })
  }
  drops(files => files.then(take).catch(failed))
  addEventListener('paste', event => {
    if (page.article) return
    const text = event.clipboardData.getData('text/plain')
    if (event.clipboardData.files.length) take([...event.clipboardData.files].map(file => ({ name: file.name, file })))
    else if (text.trim()) page.open(written(text))
    else return
    event.preventDefault()
  })
  ui('which-article').addEventListener('change', async event => {
    const { files } = page.article
    if (page.mayReplace()) page.open(await article(files, event.target.value))
    else event.target.value = page.article.name
  })
}

// Files without an article among them join the article that is shown: a picture that it misses, for example.
async function taken(page, files) {
  if (!files.length) return
  const { article: shown } = page
  if (page.bound) return page.notice.show(say('bound', { name: page.bound }))
  if (shown && !files.some(({ name }) => isArticle(name))) {
    const names = files.map(({ name }) => name)
    shown.files = [...shown.files.filter(({ name }) => !names.includes(name)), ...files]
    page.joined()
    return
  }
  if (!page.mayReplace()) return
  const made = await article(files)
  if (made) page.open(made)
  else page.notice.show(say('no_article', { names: files.slice(0, 3).map(({ name }) => name).join(', ') }))
}

function drops(take) {
  const over = ui('over')
  let depth = 0
  const hasFiles = event => event.dataTransfer?.types.includes('Files')
  addEventListener('dragenter', event => { if (hasFiles(event)) over.hidden = ++depth === 0 })
  addEventListener('dragleave', event => { if (hasFiles(event)) over.hidden = (depth = Math.max(0, depth - 1)) === 0 })
  addEventListener('dragover', event => { if (hasFiles(event)) event.preventDefault() })
  addEventListener('drop', event => {
    depth = 0
    over.hidden = true
    if (!hasFiles(event)) return
    event.preventDefault()
    take(dropped(event.dataTransfer))
  })
}
