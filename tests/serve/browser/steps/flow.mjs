// flow.mjs: a text goes in, the handout comes out.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, FAULTY, KRATOM, SOURCES } from '../tools.mjs'

async function download(tools, page, name) {
  const waited = page.waitForEvent('download')
  await page.locator('#files a', { hasText: name }).click()
  const file = await waited
  const path = join(tools.work, file.suggestedFilename())
  await file.saveAs(path)
  return path
}

function judged(tools, path) {
  const verapdf = join(tools.cache, 'verapdf')
  if (!existsSync(`${verapdf}-done`)) return console.log('veraPDF is not installed: the downloaded PDF is not judged')
  const classes = `${verapdf}/classes:${verapdf}/lib/*`
  const { stdout } = spawnSync('java', ['-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true', '-cp', classes, 'VeraCheck', 'ua1', '2a'], { input: `${path}\n` })
  const verdicts = stdout.toString().split('\n').filter(line => /^(PASS|FAIL|ERROR)/.test(line))
  check(verdicts.length === 2 && verdicts.every(line => line.startsWith('PASS')), `veraPDF: ${stdout}`)
}

const drop = (page, files) => page.evaluate(given => {
  const transfer = new DataTransfer()
  for (const [name, text] of given) transfer.items.add(new File([text], name))
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }
}, files)

export const steps = {
  async 'an article with its pictures is shown in every view'(tools) {
    const page = await tools.open()
    await page.setInputFiles('#file-input', KRATOM)
    check(/^\d+ pages$/.test(await tools.outcome(page)), 'the number of pages is not said')
    await page.waitForSelector('#view-pdf iframe:not(.loading)')
    await page.click('#tab-epub')
    const book = await tools.frame(page, 'epub', 'Is Kratom an Opioid?')
    const broken = await book.locator('img').evaluateAll(images => images.filter(image => !image.naturalWidth).length)
    check(broken === 0, `${broken} pictures of the ebook are not shown`)
    await page.click('#tab-text')
    await page.locator('.plain-text', { hasText: 'Mitragyna' }).waitFor()
    check(await page.title() === 'Is Kratom an Opioid? – handout', `the title is ${await page.title()}`)
    await tools.shot(page, 'text')
  },

  async 'a dropped file is converted, and a file dropped after it joins it'(tools) {
    const page = await tools.open()
    await drop(page, [['clean.md', '# Clean hands\n\n![A drop of water](drop.svg)\n']])
    await tools.outcome(page)
    check(await page.locator('.message', { hasText: 'drop.svg' }).count() === 1, 'the missing picture is not reported')
    await drop(page, [['drop.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>']])
    await page.locator('.message', { hasText: 'drop.svg' }).waitFor({ state: 'detached' })
    await drop(page, [['photo.bin', 'x']])
    check(await page.isVisible('#work'), 'the article is gone')
  },

  async 'a drop without an article is explained'(tools) {
    const page = await tools.open()
    await drop(page, [['photo.png', 'x']])
    await page.locator('#notice', { hasText: 'photo.png' }).waitFor()
    check(await page.isVisible('#start'), 'the start is gone')
  },

  async 'a folder is converted with its pictures, and another article of it can be chosen'(tools) {
    const page = await tools.open()
    await page.setInputFiles('#folder-input', join(SOURCES, 'clinic'))
    await tools.outcome(page)
    const first = await page.textContent('#name')
    const others = await page.locator('#which-article option').allTextContents()
    check(others.length === 3 && first.includes('clinic/'), `the articles are ${others}, the first ${first}`)
    await page.selectOption('#which-article', 'clinic/broken-wrist.md')
    await page.locator('#files a', { hasText: 'PDF' }).and(page.locator('[download="broken-wrist.pdf"]')).waitFor()
    check(await page.locator('.message', { hasText: '.svg' }).count() === 0, 'the pictures of the folder are not found')
  },

  async 'settings change the handout and the command'(tools) {
    const page = await tools.open()
    await page.setInputFiles('#file-input', KRATOM)
    const before = parseInt(await tools.outcome(page))
    await page.check('[name=large-print]')
    await page.waitForFunction(before => parseInt(document.getElementById('outcome').textContent) > before, before)
    await page.selectOption('[name=paper]', 'letter')
    await page.click('#more summary')
    await page.selectOption('[name=csl]', 'apa')
    await page.check('[name=formats][value=docx]')
    await page.locator('#files a', { hasText: 'Word' }).waitFor({ state: 'attached' })
    const command = await page.textContent('#command-line')
    for (const part of ['kratom-and-opioids.md', 'large-print', 'letter', 'apa', 'docx']) check(command.includes(part), `the command lacks ${part}: ${command}`)
    await tools.shot(page, 'settings')
    await page.keyboard.press('Escape')
    await page.click('#tab-text')
    await page.locator('.plain-text', { hasText: 'et al.' }).waitFor()
  },

  async 'a message leads to its place in the text'(tools) {
    const page = await tools.open()
    await tools.convert(page, FAULTY)
    const selected = () => page.evaluate(() => {
      const text = document.getElementById('text')
      return document.activeElement === text && text.value.slice(text.selectionStart, text.selectionEnd)
    })
    for (const [message, place] of [['nope.png', '![of a cup](nope.png)'], ['foo', '@foo'], ['nowhere', '[a link](#nowhere)']]) {
      await page.locator('.message', { hasText: message }).first().click()
      const found = await selected()
      check(found === place, `\`${message}\` leads to ${JSON.stringify(found)}, not to ${JSON.stringify(place)}`)
    }
    check(await page.locator('.mirror > .warning').count() === 2, 'the lines are not marked')
    await tools.shot(page, 'messages')
  },

  async 'an error keeps the handout of before and says what is wrong'(tools) {
    const page = await tools.open()
    await tools.convert(page, '# Good\n\nWords.\n')
    await page.fill('#text', '---\ntitle: [x\n---\n\nWords.\n')
    await page.locator('#outcome.error').waitFor()
    check(await page.locator('.messages > .error').count() > 0, 'the error is not shown')
    check(await page.isVisible('#tab-epub'), 'the handout of before is gone')
    await tools.shot(page, 'error')
    await page.fill('#text', '# Good again\n\nWords.\n')
    await page.locator('#outcome:not(.error)').waitFor()
  },

  async 'every file can be downloaded, and the PDF is sound'(tools) {
    const page = await tools.open()
    await page.setInputFiles('#file-input', KRATOM)
    await tools.outcome(page)
    const pdf = await download(tools, page, 'PDF')
    check(readFileSync(pdf).subarray(0, 5).toString() === '%PDF-', 'no PDF')
    judged(tools, pdf)
    const zip = await download(tools, page, 'All files')
    const names = execFileSync('unzip', ['-Z1', zip]).toString()
    for (const ending of ['.pdf', '.epub', '.txt']) check(names.includes(`kratom-and-opioids${ending}`), `the zip has only ${names}`)
  },

  async 'a long article is converted without blocking the page, and can be canceled'(tools) {
    const page = await tools.open()
    const line = i => `## Part ${i}\n\n${`Words of part ${i} that fill a line or two of a page, and a little more. `.repeat(18)}\n\n`
    const text = Array.from({ length: 900 }, (_, i) => line(i)).join('')
    await page.click('#write')
    await page.evaluate(text => {
      let last = performance.now()
      window.longest = 0
      const tick = now => {
        window.longest = Math.max(window.longest, now - last)
        last = now
        requestAnimationFrame(tick)
      }
      const area = document.getElementById('text')
      area.value = text
      area.dispatchEvent(new Event('input'))
      setTimeout(() => { last = performance.now(); requestAnimationFrame(tick) }, 300)
    }, text)
    await page.locator('#cancel').click()
    await page.locator('#again').waitFor()
    check(await page.textContent('#outcome') === 'Canceled', 'it is not said that it was canceled')
    const longest = await page.evaluate(() => window.longest)
    check(longest < 1000, `the page did not answer for ${Math.round(longest)} ms`)
    await tools.shot(page, 'canceled')
    await page.fill('#text', '# Short\n\nWords.\n')
    check(await tools.outcome(page), 'the next text is not converted')
  },
}
