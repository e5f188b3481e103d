// look.mjs: screens of every size, light and dark, mirrored, and what axe-core says of them.
import { join } from 'node:path'
import { check, FAULTY, KRATOM, SOURCES } from '../tools.mjs'

const SIZES = [[320, 640], [390, 844], [768, 1024], [1280, 860]]
const phone = width => width < 500 ? { isMobile: true, hasTouch: true } : {}

async function screens(tools, colorScheme) {
  for (const [width, height] of SIZES) {
    const name = `${width}-${colorScheme}`
    const page = await tools.open({ colorScheme, viewport: { width, height }, ...phone(width) })
    await tools.shot(page, `start-${name}`)
    // between the narrowest and the widest nothing is new to axe-core
    const judge = width === 320 || width === 1280 ? where => tools.axe(page, `${where}, ${name}`) : () => {}
    await judge('start')
    await page.setInputFiles('#file-input', KRATOM)
    await tools.outcome(page)
    await page.waitForTimeout(300)
    await tools.shot(page, `handout-${name}`)
    await judge('handout')
    if (width > 1000) continue
    await page.click('#pane-source')
    await tools.shot(page, `source-${name}`)
    await judge('source')
  }
}

export const steps = {
  'screens in light': tools => screens(tools, 'light'),
  'screens in dark': tools => screens(tools, 'dark'),

  async 'a phone reads the ebook and opens the PDF elsewhere'(tools) {
    const page = await tools.open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
    await page.setInputFiles('#file-input', KRATOM)
    await tools.outcome(page)
    await tools.frame(page, 'epub', 'Is Kratom an Opioid?')
    await page.click('#tab-pdf')
    const link = page.locator('#view-pdf a')
    const href = decodeURIComponent(await link.getAttribute('href'))
    check(/\.pdf$/.test(href), `the link to the PDF is ${href}`)
    const small = await page.locator('button:visible, a:visible, select:visible, summary:visible').evaluateAll(all =>
      all.filter(element => !element.matches('.skip')).map(element => [element.textContent.trim().slice(0, 20), element.getBoundingClientRect()])
        .filter(([, { width, height }]) => Math.min(width, height) < 24).map(([words]) => words))
    check(!small.length, `too small to touch: ${small}`)
    await tools.shot(page, 'phone-pdf')
  },

  async 'messages, errors and many of them'(tools) {
    for (const [width, height] of [[320, 640], [1280, 860]]) {
      const page = await tools.open({ viewport: { width, height }, ...phone(width) })
      await tools.convert(page, FAULTY + 'Again [@a1].\n\n'.repeat(80))
      await tools.axe(page, `many messages, ${width}`)
      await tools.shot(page, `many-${width}`)
    }
  },

  async 'right to left'(tools) {
    for (const [width, height] of [[390, 844], [1280, 860]]) {
      const page = await tools.open({ viewport: { width, height }, ...phone(width) })
      await page.evaluate(() => { document.documentElement.dir = 'rtl' })
      await tools.axe(page, `right to left, start, ${width}`)
      await page.setInputFiles('#file-input', [join(SOURCES, 'languages/hand-washing.ar.md'), join(SOURCES, 'languages/references.bib')])
      await tools.outcome(page)
      await page.click('#tab-epub')
      await page.waitForTimeout(300)
      await tools.shot(page, `rtl-${width}`)
      await tools.axe(page, `right to left, ${width}`)
      if (width < 1000) continue
      const [source, preview] = await page.locator('.pane').evaluateAll(panes => panes.map(pane => pane.getBoundingClientRect().left))
      check(source > preview, 'the panes are not mirrored')
      await page.focus('#tab-epub')
      await page.keyboard.press('ArrowLeft')
      check(await page.getAttribute('#tab-text', 'aria-selected') === 'true', 'the arrows of tabs are not mirrored')
    }
  },

  async 'forced colors and reduced motion'(tools) {
    const page = await tools.open({ forcedColors: 'active', reducedMotion: 'reduce' })
    await tools.convert(page, FAULTY)
    await tools.axe(page, 'forced colors')
    const moving = await page.evaluate(() => getComputedStyle(document.getElementById('views')).transitionDuration)
    check(parseFloat(moving) === 0, `transitions of ${moving}`)
    await tools.shot(page, 'forced')
  },
}
