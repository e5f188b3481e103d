// downloads.js: the files that were made, and the command that makes them.
import { icon } from './messages.js'
import { formatName } from './settings.js'
import { say, size } from './words.js'

/** Lists the outputs of a job as links. */
export function show(list, job) {
  const links = job.outputs.map(({ format, href, name, bytes }) => link(`${href}?download`, name, formatName(format), size(bytes)))
  if (links.length > 1) links.push(link(`/jobs/${job.id}/all.zip`, '', say('all'), 'zip'))
  list.replaceChildren(...links)
}

function link(href, name, words, detail) {
  const item = document.createElement('li')
  const made = Object.assign(document.createElement('a'), { href, download: name, className: 'button' })
  const small = Object.assign(document.createElement('span'), { className: 'faint', textContent: detail })
  made.append(icon('save'), Object.assign(document.createElement('span'), { textContent: words }), small)
  item.append(made)
  return item
}

/** Copies the words of an element, and selects them where the browser does not allow to copy. */
export async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent)
    return true
  } catch {
    getSelection().selectAllChildren(element)
    return false
  }
}

/** Gives a text that was written in the page to the reader as a file. */
export function keep(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}
