// pages.mjs TOOLS PAGE...: validates each page with html-validate, and with axe-core in Chromium.
//
// TOOLS is a folder with html-validate, axe-core and playwright-core in node_modules. Prints a line for each complaint
// and a closing line. Exit 0: no complaint; 1: some.
import { createRequire } from 'node:module'
import { execSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [tools, ...pages] = process.argv.slice(2)
const require = createRequire(join(tools, 'package.json'))
const { HtmlValidate, StaticConfigLoader } = require('html-validate')
const { chromium } = require('playwright-core')
const complaints = new Set()

const loader = new StaticConfigLoader({
  extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // The page is one file that contains its style sheet.
    'no-inline-style': 'off',
    // `<!DOCTYPE html>`: HTML ignores the case (13.1.1), and polyglot pages need this one.
    'doctype-style': 'off',
    // Rows of tables are lists on narrow screens, and to some browsers no rows then.
    'no-redundant-role': 'off',
    // Void elements end in `/>`: the body is shared with the EPUB, which is XML.
    'void-style': ['error', { style: 'selfclose' }],
  },
})
const validator = new HtmlValidate(loader)
for (const path of pages) {
  const report = await validator.validateFile(path)
  for (const message of report.results.flatMap(result => result.messages)) {
    complaints.add(`html-validate ${basename(path)}: ${message.line}:${message.column} ${message.ruleId}: ${message.message}`)
  }
}

const browser = await chromium.launch({
  executablePath: execSync('command -v chromium').toString().trim(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
// The page allows no scripts, but the validator needs its own.
const SCREENS = [{ width: 1200, height: 900 }, { width: 320, height: 640 }]
for (const colorScheme of ['light', 'dark']) {
  for (const viewport of SCREENS) {
    const context = await browser.newContext({ colorScheme, viewport, offline: true, bypassCSP: true })
    const page = await context.newPage()
    for (const path of pages) await validate(page, path, `${colorScheme}, ${viewport.width} wide`)
    await context.close()
  }
}
await browser.close()

async function validate(page, path, screen) {
  await page.goto(pathToFileURL(path).href)
  await page.addScriptTag({ path: join(tools, 'node_modules/axe-core/axe.min.js') })
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await page.evaluate(tags => window.axe.run(document, { runOnly: tags }), tags)
  for (const { id, help, nodes } of violations) {
    complaints.add(`axe ${basename(path)}: ${id}: ${help}: ${nodes[0].html.slice(0, 120)} (${screen})`)
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (over > 0) complaints.add(`width ${basename(path)}: ${over} pixels wider than the screen (${screen})`)
}

for (const complaint of complaints) console.log(complaint)
console.log(`judged ${pages.length} pages: ${complaints.size} complaint(s)`)
process.exit(complaints.size ? 1 : 0)
