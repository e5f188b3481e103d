// tools.mjs: what the steps share: servers, pages that complain, articles.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
export const SOURCES = join(ROOT, 'sources')
export const PAGE = join(ROOT, 'src/cli/serve/page')
export const KRATOM = ['kratom-and-opioids.md', 'kratom-receptors.png', 'references.bib'].map(name => join(SOURCES, name))
export const FAULTY = '# A faulty text\n\nA picture ![of a cup](nope.png) here.\n\nSee [@foo], and é 😀 [a link](#nowhere) too.\n'
const WAIT = 15_000

export function check(is, words) {
  if (!is) throw new Error(words)
}

export class Tools {
  #contexts = []
  #servers = new Map()
  #complaints = []

  constructor(given) { Object.assign(this, given) }

  /** Starts `handout serve` with arguments, or returns the one that runs; resolves to the address that it printed. */
  async serve(...args) {
    const key = args.join(' ')
    if (!this.#servers.has(key)) {
      const child = spawn(this.handout, ['serve', ...args, '--port', '0', '--no-open'], { stdio: ['ignore', 'pipe', 'pipe'], cwd: this.work })
      let said = ''
      this.#servers.set(key, { child })
      const address = await new Promise((done, failed) => {
        const hear = line => {
          said += `${line}\n`
          const found = /http:\/\/\S+\/open\/\S+/.exec(line)
          if (found) done(found[0])
        }
        for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear)
        child.on('exit', () => {
          this.#servers.delete(key)
          failed(new Error(`handout serve ended: ${said}`))
        })
      })
      this.#servers.set(key, { child, address })
    }
    return this.#servers.get(key).address
  }

  /** Opens the page, and keeps what it complains of and what it asks of others. */
  async open(options = {}, ...args) {
    const address = await this.serve(...args)
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-US', ...options })
    this.#contexts.push(context)
    context.setDefaultTimeout(WAIT)
    const { host } = new URL(address)
    context.on('request', request => {
      const url = new URL(request.url())
      if (/^https?:|^wss?:/.test(url.protocol) && url.host !== host) this.#complaints.push(`asks for ${url}`)
    })
    const page = await context.newPage()
    page.on('pageerror', error => this.#complaints.push(`error: ${error.message}`))
    page.on('console', message => {
      if (message.type() === 'error') this.#complaints.push(`console: ${message.text()}`)
    })
    page.on('dialog', dialog => dialog.accept())
    await page.goto(address)
    await page.waitForSelector('#tongue option', { state: 'attached' })
    await page.waitForSelector('select[name=theme] option', { state: 'attached' })
    return page
  }

  /** Waits until a conversion has ended; returns what the page says of it. */
  async outcome(page) {
    await page.waitForFunction(() => document.getElementById('outcome').textContent && document.getElementById('progress').hidden)
    return page.textContent('#outcome')
  }

  /** Waits until the page shows the handout of a text. */
  async convert(page, text) {
    if (await page.isVisible('#start')) await page.click('#write')
    await page.fill('#text', text)
    await page.waitForSelector('#files li', { state: 'attached' })
    return this.outcome(page)
  }

  /** Returns the frame of a view once it shows `words`. */
  async frame(page, view, words) {
    const frame = page.frameLocator(`#view-${view} iframe:not(.loading)`)
    await frame.getByText(words).first().waitFor({ state: 'attached' })
    return frame
  }

  /** Complains of what axe-core finds, and of what is wider than the screen. */
  async axe(page, where) {
    const source = readFileSync(join(this.cache, 'html/node_modules/axe-core/axe.min.js'), 'utf8')
    await page.evaluate(`${source};0`)
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const found = await page.evaluate(async runOnly => (await window.axe.run(document, { runOnly, iframes: false })).violations
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`), tags)
    check(!found.length, `axe-core (${where}): ${found.join('\n')}`)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    check(over <= 0, `${over} pixels wider than the screen (${where})`)
  }

  shot(page, name) { return page.screenshot({ path: join(this.pictures, `${name}.png`) }) }

  /** Complains of what pages complained of since the last call; `expected` ones are left out. */
  clean(expected = /^$/) {
    const complaints = this.#complaints.filter(complaint => !expected.test(complaint))
    this.#complaints = []
    check(!complaints.length, complaints.join('\n'))
  }

  async close() {
    for (const context of this.#contexts.splice(0)) await context.close()
    this.#complaints = []
  }

  stop() {
    for (const { child } of this.#servers.values()) child.kill()
  }
}
