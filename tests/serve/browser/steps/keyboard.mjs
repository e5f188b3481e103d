// keyboard.mjs: everything without a mouse.
import { check, FAULTY } from '../tools.mjs'

// Presses Tab until the element has the focus, and complains of a focus that cannot be seen.
async function tabTo(page, selector, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    const { reached, seen, what } = await page.evaluate(selector => {
      const element = document.activeElement
      const shown = target => getComputedStyle(target).outlineStyle !== 'none' && parseFloat(getComputedStyle(target).outlineWidth) > 1
      const seen = shown(element) || (element.id === 'text' && shown(element.closest('.editor'))) || element === document.body || element.tagName === 'IFRAME'
      return { reached: element.matches(selector), seen, what: element.outerHTML.slice(0, 100) }
    }, selector)
    check(seen, `the focus cannot be seen on ${what}`)
    if (reached) return
  }
  throw new Error(`${selector} is not reached by Tab`)
}

export const steps = {
  async 'the keyboard alone makes a handout, reads it and goes to a message'(tools) {
    const page = await tools.open()
    await page.keyboard.press('Tab')
    check(await page.evaluate(() => document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().top >= 0), 'the skip link does not come first')
    await page.keyboard.press('Enter')
    await tabTo(page, '#write')
    await page.keyboard.press('Enter')
    check(await page.evaluate(() => document.activeElement.id === 'text'), 'the text has no focus')
    await page.keyboard.insertText(FAULTY)
    await page.waitForSelector('#files li')
    await tabTo(page, '.message')
    await page.keyboard.press('Enter')
    check(await page.evaluate(() => document.activeElement.id === 'text'), 'a message does not lead to the text')
    await tabTo(page, '[role=tab]')
    await page.keyboard.press('ArrowRight')
    check(await page.evaluate(() => document.activeElement.id === 'tab-epub' && !document.getElementById('view-epub').hidden), 'the arrow does not turn to the ebook')
    await page.keyboard.press('End')
    check(await page.evaluate(() => document.activeElement.id === 'tab-text'), 'End does not turn to the last tab')
    await tabTo(page, '.plain-text')
    await tabTo(page, '#files a')
    await tabTo(page, '#command summary')
    await page.keyboard.press('Enter')
    await tabTo(page, '#copy')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.getElementById('live').textContent)
  },

  async 'the state is said to screen readers'(tools) {
    const page = await tools.open()
    await tools.convert(page, FAULTY)
    const said = await page.textContent('#live')
    check(/1 page.*messages/.test(said), `it says \`${said}\``)
    check(await page.getAttribute('#live', 'role') === 'status', 'no live region')
  },
}
