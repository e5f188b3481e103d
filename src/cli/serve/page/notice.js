// notice.js: what went wrong, with what can be done about it.
import { Problem } from './net.js'
import { known, say } from './words.js'

export class Notice {
  #box
  #asks = false

  constructor(box) { this.#box = box }

  /** Shows words with buttons, as `[words, action]`. */
  show(words, ...actions) {
    this.#asks = actions.length > 0
    const text = Object.assign(document.createElement('p'), { textContent: words })
    const buttons = [...actions, [say('dismiss'), () => {}]].map(([label, action]) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label })
      button.addEventListener('click', () => {
        this.hide()
        action()
      })
      return button
    })
    this.#box.replaceChildren(text, ...buttons)
    this.#box.hidden = false
  }

  /** Shows an error. */
  problem(error, ...actions) {
    if (!(error instanceof Problem)) console.error(error)
    this.show(error instanceof Problem ? explained(error) : say('failed'), ...actions)
  }

  hide() { this.#box.hidden = true }

  /** Hides what no longer holds once a text is converted; a question stays. */
  pass() { if (!this.#asks) this.hide() }
}

const explained = ({ status, title, detail }) =>
  known(`problem_${status}`) ?? [title, detail].filter(Boolean).join(': ')
