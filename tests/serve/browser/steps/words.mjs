// words.mjs: the words of the page, in every language.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, PAGE } from '../tools.mjs'

const holes = words => [...words.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort().join()

export const steps = {
  async 'every language has the same words with the same holes'() {
    const read = tag => JSON.parse(readFileSync(join(PAGE, `words/${tag}.json`)))
    const english = read('en')
    for (const tag of ['es', 'de']) {
      const words = read(tag)
      for (const [key, text] of Object.entries(english)) {
        check(words[key], `${tag} lacks ${key}`)
        check(holes(words[key]) === holes(text), `${tag} has other holes in ${key}`)
      }
      for (const key of Object.keys(words)) check(english[key.replace(/\.many$/, '.other')], `${tag} has ${key} alone`)
    }
  },

  async 'every word that the page asks for is there'() {
    const english = JSON.parse(readFileSync(join(PAGE, 'words/en.json')))
    const files = readdirSync(PAGE).filter(name => /\.(js|html)$/.test(name)).map(name => readFileSync(join(PAGE, name), 'utf8')).join('\n')
    const keys = [...files.matchAll(/\bsay\('(\w+)'|data-words(?:-label|-placeholder)?="(\w+)"/g)].map(found => found[1] ?? found[2])
    check(keys.length > 60, `only ${keys.length} words are asked for`)
    for (const key of keys) check(english[key] ?? english[`${key}.other`], `there are no words for ${key}`)
  },

  async 'the page speaks the language of the browser, and another when asked'(tools) {
    const page = await tools.open({ locale: 'es-MX' })
    check(await page.textContent('h1') === 'Crear una hoja informativa', 'the page does not speak Spanish')
    await page.click('#example')
    check(/página/.test(await tools.outcome(page)), 'the outcome is not in Spanish')
    await tools.axe(page, 'Spanish')
    await page.selectOption('#tongue', 'de')
    await page.locator('#outcome', { hasText: 'Seite' }).waitFor()
    check(await page.getAttribute('html', 'lang') === 'de', 'the language of the page is not declared')
    check(await page.locator('#tab-epub').textContent() === 'E-Book', 'the tabs are not translated')
    await tools.shot(page, 'german')
    await page.reload()
    check(await page.inputValue('#tongue') === 'de', 'the choice is not remembered')
  },
}
