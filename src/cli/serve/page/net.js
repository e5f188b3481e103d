// net.js: questions to the server, and its problem details (RFC 9457) as errors.

/** What the server refused, or that it does not answer (status 0). */
export class Problem extends Error {
  constructor({ title = '', detail = '', status = 0, ...rest }) {
    super(detail || title)
    Object.assign(this, { title, detail, status, rest })
  }
}

/** Asks the server. Throws a `Problem` unless it agrees. */
export async function ask(path, options) {
  let response
  try {
    response = await fetch(path, options)
  } catch (error) {
    if (error.name === 'AbortError') throw error
    throw new Problem({})
  }
  if (response.ok) return response
  const details = await response.json().catch(() => ({}))
  throw new Problem({ title: response.statusText, ...details, status: response.status })
}

/** Asks the server for JSON. */
export const askJson = async (path, options) => (await ask(path, options)).json()

const FINAL = ['done', 'failed', 'cancelled']

/** Sends a job, and calls `changed` at each change. Returns the finished job with its id. `signal` cancels it at the server too. */
export async function convert(form, changed, signal) {
  const { id } = await askJson('/jobs', { method: 'POST', body: form, signal })
  return follow(id, changed, signal)
}

/** Follows a job that the server runs. */
export async function follow(id, changed, signal) {
  const path = `/jobs/${id}`
  const cancel = () => fetch(path, { method: 'DELETE', keepalive: true }).catch(() => {})
  if (signal.aborted) cancel()
  signal.throwIfAborted()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return { ...await finished(path, changed, signal), id }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

// By events; where they do not come through (a proxy, a lost connection), by asking again and again.
function finished(path, changed, signal) {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`${path}/events`)
    const stop = () => { events.close(); reject(signal.reason) }
    signal.addEventListener('abort', stop, { once: true })
    const heard = job => {
      changed(job)
      if (!FINAL.includes(job.state)) return false
      events.close()
      signal.removeEventListener('abort', stop)
      resolve(job)
      return true
    }
    events.onmessage = event => heard(JSON.parse(event.data))
    events.onerror = async () => {
      events.close()
      try {
        while (!signal.aborted && !heard(await askJson(path, { signal }))) await new Promise(done => setTimeout(done, 500))
      } catch (error) { reject(error) }
    }
  })
}
