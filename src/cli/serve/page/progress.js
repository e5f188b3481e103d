// progress.js: how far a conversion is, for eyes and for ears. Short ones show nothing.
import { known, say } from './words.js'

const BRIEF = 300
const LONG = 2000

export class Progress {
  #box; #bar; #stage; #live
  #timers = []

  constructor(box, live) {
    this.#box = box
    this.#bar = box.querySelector('progress')
    this.#stage = box.querySelector('#stage')
    this.#live = live
  }

  start() {
    this.stop()
    this.#bar.removeAttribute('value')
    this.#stage.textContent = say('converting')
    this.#timers = [
      setTimeout(() => { this.#box.hidden = false }, BRIEF),
      setTimeout(() => this.tell(say('converting')), LONG),
    ]
  }

  show({ state, stage, progress }) {
    this.#stage.textContent = known(state === 'waiting' ? 'stage_waiting' : `stage_${stage}`) ?? say('converting')
    if (typeof progress === 'number') this.#bar.value = progress
  }

  stop() {
    this.#timers.forEach(clearTimeout)
    this.#box.hidden = true
  }

  /** Says something to people who use a screen reader. */
  tell(words) { this.#live.textContent = words }
}
