// frames.js: a frame that is exchanged for a new one only when that has loaded, so that nothing flashes.

const PATIENCE = 4000

export class Frames {
  #box; #title; #sandbox
  #serial = 0
  /** The frame that is seen. */
  current = null

  constructor(box, title, sandbox) {
    this.#box = box
    this.#title = title
    this.#sandbox = sandbox
  }

  /** Loads an address. Resolves to the frame once it is seen, to null when another address was asked for meanwhile. */
  async load(address) {
    const serial = ++this.#serial
    const frame = document.createElement('iframe')
    frame.title = this.#title
    frame.className = 'loading'
    if (this.#sandbox !== undefined) frame.setAttribute('sandbox', this.#sandbox)
    frame.src = address
    this.#box.append(frame)
    await new Promise(done => {
      frame.addEventListener('load', done, { once: true })
      setTimeout(done, PATIENCE)
    })
    if (serial !== this.#serial) {
      frame.remove()
      return null
    }
    return frame
  }

  /** Puts a loaded frame in the place of the one before. */
  swap(frame) {
    frame.className = ''
    for (const other of [...this.#box.querySelectorAll('iframe')]) if (other !== frame && other.className !== 'loading') other.remove()
    this.current = frame
  }
}
