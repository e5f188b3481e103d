// read.mjs TOOLS PICTURES EPUB...: opens each EPUB in a reading engine and clicks what a reader clicks.
//
// TOOLS is a folder with foliate-js and playwright-core in node_modules; PICTURES takes screenshots. Prints a line for
// each complaint and a closing line. Exit 0: no complaint; 1: some.
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { execSync } from 'node:child_process'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [tools, pictures, ...books] = process.argv.slice(2)
const { chromium } = createRequire(join(tools, 'package.json'))('playwright-core')
const here = dirname(fileURLToPath(import.meta.url))
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.epub': 'application/epub+zip' }
const complaints = []

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://x').pathname
  const file = path.startsWith('/foliate/') ? join(tools, 'node_modules/foliate-js', path.slice(9))
    : path.startsWith('/book/') ? books[Number(path.slice(6).split('.')[0])] : join(here, path)
  try {
    const bytes = await readFile(file)
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes)
  } catch { response.writeHead(404).end() }
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const base = `http://127.0.0.1:${server.address().port}`

// Clicks the first element of a selector inside the text that is shown. The click is an event on the element: where
// columns were turned a moment ago, the mouse may miss. It comes a moment later: the text that is shown may be gone
// with it, and the answer to us.
async function click(page, selector) {
  for (const frame of page.frames().slice(1)) {
    const found = frame.locator(selector).first()
    if (await found.count()) return found.evaluate(element => { setTimeout(() => element.click()) })
  }
  throw new Error(`\`${selector}\` is not shown`)
}

const until = (page, check, argument) => page.waitForFunction(check, argument)
const sees = anchor => window.reader.seen().includes(anchor)
const fragment = href => decodeURIComponent(href.split('#')[1])

const steps = {
  async 'the table of contents'({ page, shot }) {
    await page.evaluate(() => { document.getElementById('contents').hidden = false })
    await shot('contents')
    const links = page.locator('#contents a')
    if (!await links.count()) throw new Error('it is empty')
    const last = links.last()
    const [, anchor] = (await last.getAttribute('href')).split('#')
    await last.click()
    if (anchor) await until(page, sees, decodeURIComponent(anchor))
  },
  async 'a citation pops up'({ page, find, shot }) {
    if (await find('a[role=doc-biblioref]') === null) return
    await page.evaluate(() => { window.reader.note = null })
    await click(page, 'a[role=doc-biblioref]')
    await until(page, () => window.reader.note?.words.trim())
    await shot('citation')
    await page.evaluate(() => document.getElementById('note').close())
  },
  async 'a citation is followed'({ page, find }) {
    const href = await find('a[role=doc-biblioref]')
    if (href === null) return
    await page.evaluate(() => { window.reader.popUps = false })
    await click(page, 'a[role=doc-biblioref]')
    await until(page, sees, fragment(href))
  },
  async 'a link back to the text'({ page, find, shot }) {
    const href = await find('.references a[role=doc-backlink]')
    if (href === null) return
    await shot('references')
    await click(page, '.references a[role=doc-backlink]')
    await until(page, sees, fragment(href))
    await page.evaluate(() => { window.reader.popUps = true })
  },
  async 'a footnote pops up, alone'({ page, find, shot }) {
    if (await find('a[role=doc-noteref]') === null) return
    await page.evaluate(() => { window.reader.note = null; window.reader.popUps = true })
    await click(page, 'a[role=doc-noteref]')
    await until(page, () => window.reader.note?.words.trim())
    await shot('footnote')
    const note = await page.evaluate(() => window.reader.note)
    if (note.type !== 'footnote') throw new Error(`it is taken for: ${note.type}`)
    const numbers = note.words.match(/^\s*\d+\.\s*$/gm)?.length
    if (numbers > 1) throw new Error(`${numbers} notes show in one pop-up`)
  },
}

async function read(browser, number, scheme) {
  const name = `${basename(books[number], '.epub')}-${scheme}`
  const page = await browser.newPage({ viewport: { width: 390, height: 740 }, colorScheme: scheme })
  page.setDefaultTimeout(5000)
  const complain = (what, error) => complaints.push(`reader ${name}: ${what}: ${error.message.split('\n')[0]}`)
  page.on('pageerror', error => complain('a script of the reader fails', error))
  const shot = what => page.screenshot({ path: join(pictures, `${name}-${what}.png`) })
  const find = selector => page.evaluate(selector => window.reader.find(selector), selector)
  try {
    await page.goto(`${base}/page.html`)
    await page.waitForFunction(() => window.reader)
    await page.evaluate(([book, dark]) => window.reader.open(book, dark), [`/book/${number}.epub`, scheme === 'dark'])
    await page.waitForTimeout(300)
    await shot('opened')
    await page.evaluate(() => window.reader.view.goTo(Math.min(1, window.reader.view.book.sections.length - 1)))
    await page.waitForTimeout(300)
    await shot('text')
    // What is clicked does not hang on colours.
    for (const [what, step] of scheme === 'light' ? Object.entries(steps) : []) {
      await step({ page, find, shot }).catch(error => complain(what, error))
    }
    const errors = await page.evaluate(() => window.reader.errors)
    errors.forEach(message => complain('foliate-js', new Error(message)))
  } catch (error) { complain('it does not open', error) }
  await page.close()
}

const executablePath = execSync('command -v chromium', { encoding: 'utf8' }).trim()
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const number of books.keys()) {
  for (const scheme of ['light', 'dark']) {
    const before = complaints.length
    await read(browser, number, scheme)
    if (complaints.length > before) {
      // the reader's own scripts race on a busy machine: what is wrong with a book is so twice
      complaints.length = before
      await read(browser, number, scheme)
    }
  }
}
await browser.close()
server.close()
complaints.forEach(complaint => console.log(complaint))
console.log(`reader: ${books.length} EPUB by foliate-js, in light and dark: ${complaints.length} complaint(s)`)
process.exit(complaints.length ? 1 : 0)
