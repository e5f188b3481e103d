// live.mjs: a file on the disk and a text in the page, while they are written.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from '../tools.mjs'

const long = word => `# A leaflet\n\n${Array.from({ length: 80 }, (_, i) => `Paragraph ${i} of many, and then more words.`).join('\n\n')}\n\nThe end: ${word}.\n`
const scrolled = page => page.evaluate(() => document.querySelector('#view-epub iframe:not(.loading)').contentDocument.scrollingElement.scrollTop)
// The limit of a machine that does other things as well; the figure is printed.
const LIMIT = 1500

export const steps = {
  async 'a file on the disk is followed, and its place kept'(tools) {
    const folder = join(tools.work, 'followed')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'leaflet.md')
    writeFileSync(file, long('first'))
    const page = await tools.open({}, file)
    await page.waitForSelector('#files li')
    await page.click('#tab-epub')
    const book = await tools.frame(page, 'epub', 'The end: first.')
    await book.locator('html').evaluate(root => { root.scrollTop = 900 })
    const times = []
    for (const word of ['second', 'third', 'fourth']) {
      const began = performance.now()
      writeFileSync(file, long(word))
      await page.waitForFunction(word => document.getElementById('text').value.includes(`The end: ${word}.`), word)
      const heard = performance.now() - began
      await tools.frame(page, 'epub', `The end: ${word}.`)
      times.push([heard, performance.now() - began])
      await page.waitForTimeout(250)
      check(Math.abs(await scrolled(page) - 900) < 5, `the place is lost: ${await scrolled(page)}`)
    }
    const best = at => Math.round(Math.min(...times.map(time => time[at])))
    console.log(`live reload: the new text after ${best(0)} ms, the new ebook after ${best(1)} ms`)
    check(best(0) < LIMIT, `the page hears of a save after ${best(0)} ms`)
    check(await page.evaluate(() => document.getElementById('text').readOnly), 'the text can be edited without --edit')
    check(!await page.isVisible('#save'), 'there is a button to save without --edit')
    await tools.shot(page, 'followed')
  },

  async 'the pages turn to what was changed, and stay there'(tools) {
    const file = join(tools.work, 'turned.md')
    writeFileSync(file, long('first'))
    const page = await tools.open({}, file)
    await page.waitForSelector('#files li')
    const seen = number => page.locator(`#view-pdf iframe:not(.loading)[src*="page=${number}#"]`).waitFor()
    await seen(1)
    writeFileSync(file, long('second'))
    const last = parseInt(await tools.outcome(page))
    check(last > 2, `there are ${last} pages`)
    await seen(last)
    await page.selectOption('[name=theme]', 'book')
    await page.waitForFunction(() => document.getElementById('command-line').textContent.includes('book'))
    check(await page.inputValue('#view-pdf input') === String(parseInt(await tools.outcome(page))), 'other settings lose the page')
    await page.fill('#view-pdf input', '2')
    await page.keyboard.press('Enter')
    await seen(2)
    await page.locator('.message', { hasText: 'date' }).click()
    await seen(1)
  },

  async 'settings hold for a file on the disk, with what is in its folder'(tools) {
    const folder = join(tools.work, 'settings')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'leaflet.md')
    writeFileSync(join(folder, 'cup.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>')
    writeFileSync(file, '# A cup\n\n![A round cup](cup.svg)\n\nWords.\n')
    const page = await tools.open({}, file)
    await page.waitForSelector('#files li')
    await page.check('[name=large-print]')
    await page.waitForFunction(() => document.getElementById('command-line').textContent.includes('large-print'))
    check(await page.locator('.message', { hasText: 'cup.svg' }).count() === 0, 'the picture of the folder is not found')
    writeFileSync(file, '# A cup\n\n![A round cup](cup.svg)\n\nOther words.\n')
    await page.click('#tab-text')
    await page.locator('.plain-text', { hasText: 'Other words.' }).waitFor()
    check((await page.textContent('#command-line')).includes('large-print'), 'the setting is forgotten')
  },

  async 'with --edit the page saves, and notices what others changed'(tools) {
    const file = join(tools.work, 'edited.md')
    writeFileSync(file, '# Mine\n\nFirst words.\n')
    const page = await tools.open({}, file, '--edit')
    await page.waitForSelector('#files li')
    await page.fill('#text', '# Mine\n\nSecond words.\n')
    await page.keyboard.press('Control+s')
    await page.waitForFunction(() => document.getElementById('save').hidden)
    check(readFileSync(file, 'utf8') === '# Mine\n\nSecond words.\n', 'the file was not saved')
    await page.fill('#text', '# Mine\n\nThird words.\n')
    writeFileSync(file, '# Theirs\n\nOther words.\n')
    await page.locator('#notice', { hasText: 'edited.md' }).waitFor()
    check((await page.inputValue('#text')).includes('Third words.'), 'the edits are lost')
    await tools.shot(page, 'conflict')
    await page.getByRole('button', { name: 'Overwrite it with mine' }).click()
    await page.waitForFunction(() => document.getElementById('save').hidden)
    check(readFileSync(file, 'utf8').includes('Third words.'), 'the file was not saved over')
    tools.clean(/409/)
  },

  async 'the preview follows typing and keeps the place'(tools) {
    const page = await tools.open()
    await tools.convert(page, long('first'))
    await page.click('#tab-epub')
    const book = await tools.frame(page, 'epub', 'The end: first.')
    await book.locator('html').evaluate(root => { root.scrollTop = 700 })
    await page.focus('#text')
    await page.keyboard.press('Control+End')
    await page.keyboard.type('Typed at the end.')
    await tools.frame(page, 'epub', 'Typed at the end.')
    await page.waitForTimeout(250)
    check(Math.abs(await scrolled(page) - 700) < 5, `the place is lost: ${await scrolled(page)}`)
    check(await page.evaluate(() => document.activeElement.id === 'text'), 'the focus left the text')
  },
}
