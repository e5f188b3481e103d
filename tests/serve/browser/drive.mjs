// drive.mjs CACHE HANDOUT PICTURES WORK [STEP]: starts `handout serve` and takes the steps of a reader in Chromium.
//
// Prints a line for each step that failed and a closing line. Exit 0: none failed; 1: some.
import { createRequire } from 'node:module'
import { execSync } from 'node:child_process'
import { join } from 'node:path'
import { Tools } from './tools.mjs'
import * as flow from './steps/flow.mjs'
import * as keyboard from './steps/keyboard.mjs'
import * as live from './steps/live.mjs'
import * as look from './steps/look.mjs'
import * as safe from './steps/safe.mjs'
import * as words from './steps/words.mjs'

const [cache, handout, pictures, work, only = ''] = process.argv.slice(2)
const { chromium } = createRequire(join(cache, 'html/package.json'))('playwright-core')
const browser = await chromium.launch({
  executablePath: execSync('command -v chromium').toString().trim(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const steps = [flow, look, keyboard, live, safe, words].flatMap(({ steps }) => Object.entries(steps)).filter(([name]) => name.includes(only))
const waiting = [...steps]
const began = performance.now()
const verbose = process.env.VERBOSE
let failed = 0

async function take([name, step], tools) {
  const start = performance.now()
  try {
    await step(tools)
    tools.clean()
    if (verbose) console.log(`${Math.round(performance.now() - start)} ms: ${name}`)
  } catch (error) {
    failed++
    console.log(`FAILED ${name}: ${error.stack ?? error}`)
  } finally { await tools.close() }
}

// Steps wait more than they work: two readers take them at a time, each with servers of its own.
async function reader() {
  const tools = new Tools({ browser, cache, handout, pictures, work })
  try {
    while (waiting.length) await take(waiting.shift(), tools)
  } finally { tools.stop() }
}

await Promise.all([reader(), reader()])
await browser.close()
console.log(`${steps.length} steps in ${Math.round((performance.now() - began) / 1000)} s: ${failed} failed`)
process.exit(failed || !steps.length ? 1 : 0)
