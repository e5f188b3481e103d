// settings.js: the controls, made of what the server offers.
import { known, languageName, say } from './words.js'

const USUAL_FORMATS = ['pdf', 'epub', 'text']
const ORGANIZATION = ['name', 'department', 'address', 'phone', 'web', 'emergency']
const USUAL_STYLES = ['vancouver', 'ama', 'apa', 'ieee', 'nature', 'chicago-author-date', 'modern-language-association']

export class Settings {
  #form; #offered

  /** `changed` is called after each change of a control. */
  constructor(form, offered, changed) {
    this.#form = form
    this.#offered = offered
    form.addEventListener('submit', event => event.preventDefault())
    form.addEventListener('change', changed)
    this.translate()
    this.#remember()
  }

  /** Writes the choices in the language of the page, and keeps what is chosen. */
  translate() {
    const { themes, papers, languages, styles, formats } = this.#offered
    const names = list => list.map(entry => entry.name ?? entry)
    this.#options('theme', [['', say('usual')], ...themes.filter(({ name }) => name !== 'large-print')
      .map(({ name, description }) => [name, known(`theme_${name}`) ?? titled(name), description])])
    this.#options('paper', [['', say('usual')], ...names(papers).map(name => [name, known(`paper_${name}`) ?? titled(name)])])
    const tongues = names(languages).map(tag => [tag, languageName(tag)]).sort((a, b) => a[1].localeCompare(b[1]))
    this.#options('language', [['', say('as_article')], ...tongues])
    const all = names(styles)
    const usual = USUAL_STYLES.filter(name => all.includes(name))
    this.#options('csl', [['', say('as_article')], ...[...usual, ...all.filter(name => !usual.includes(name))].map(name => [name, titled(name)])])
    this.#formats(formats)
  }

  #options(name, choices) {
    const select = this.#form.elements[name]
    const { value } = select
    select.replaceChildren(...choices.map(([value, label, title]) => Object.assign(new Option(label, value), title ? { title } : {})))
    select.value = value
  }

  #formats(formats) {
    const box = this.#form.querySelector('#formats')
    const chosen = box.childElementCount ? this.value.to : USUAL_FORMATS
    box.replaceChildren(...formats.map(({ name, extension, description }) => {
      const label = document.createElement('label')
      label.className = 'check'
      label.title = description
      const input = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'formats', value: name, checked: chosen.includes(name) })
      const words = document.createElement('span')
      words.textContent = `${formatName(name)} (.${extension.replace(/^\./, '')})`
      label.append(input, words)
      return label
    }))
  }

  /** Returns what is chosen, as the server takes it. */
  get value() {
    const data = new FormData(this.#form)
    const chosen = {}
    for (const name of ['theme', 'paper', 'language', 'csl']) if (data.get(name)) chosen[name] = data.get(name)
    if (data.get('large-print')) chosen.theme = 'large-print'
    const organization = this.#organization(data)
    if (Object.keys(organization).length) chosen.organization = organization
    const formats = data.getAll('formats')
    return { ...chosen, to: formats.length ? formats : USUAL_FORMATS }
  }

  #organization(data) {
    const words = name => data.get(`organization-${name}`).trim()
    const given = {}
    for (const name of ORGANIZATION) if (words(name)) given[name] = words(name)
    // several lines of an address, several telephones
    for (const name of ['address', 'phone']) if (given[name]) given[name] = given[name].split(/\s*;\s*/).filter(Boolean)
    return given
  }

  // What an organization says of itself is the same on all its handouts.
  #remember() {
    const fields = ORGANIZATION.map(name => this.#form.elements[`organization-${name}`])
    for (const field of fields) {
      try { field.value = localStorage.getItem(field.name) ?? '' } catch { /* private browsing */ }
      field.addEventListener('change', () => {
        try { localStorage.setItem(field.name, field.value) } catch { /* private browsing */ }
      })
    }
  }
}

const titled = name => {
  const words = name.length <= 4 && !name.includes('-') ? name.toUpperCase() : name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Returns what a format is called. */
export const formatName = name => known(`format_${name}`) ?? titled(name)
