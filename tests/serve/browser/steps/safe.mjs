// safe.mjs: what strangers may not do.
import { connect } from 'node:net'
import { check, KRATOM } from '../tools.mjs'

function raw(port, lines) {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.write([...lines, 'Connection: close', '', ''].join('\r\n')))
    let answer = ''
    socket.on('data', bytes => { answer += bytes })
    socket.on('end', () => done(answer))
    socket.on('error', failed)
  })
}

const status = answer => Number(answer.split(' ')[1])

export const steps = {
  async 'a forged Host, a foreign Origin and a missing cookie are refused'(tools) {
    const page = await tools.open()
    const { port, host } = new URL(page.url())
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    check(cookie, 'there is no cookie')
    check((await page.context().cookies()).every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Strict'), 'the cookie is open to scripts or other sites')
    const forged = await raw(port, ['GET / HTTP/1.1', 'Host: evil.example', `Cookie: ${cookie}`])
    check(status(forged) === 403, `a forged Host gets ${status(forged)}`)
    const foreign = await raw(port, ['POST /jobs HTTP/1.1', `Host: ${host}`, `Cookie: ${cookie}`, 'Origin: http://evil.example', 'Content-Length: 0'])
    check(status(foreign) === 403, `a foreign Origin gets ${status(foreign)}`)
    const stranger = await raw(port, ['GET /settings HTTP/1.1', `Host: ${host}`])
    check([401, 403].includes(status(stranger)), `without a cookie it gets ${status(stranger)}`)
    check(!/access-control-allow/i.test(forged + foreign + stranger), 'other sites are allowed')
  },

  async 'the page has a strict policy, and an article brings no script'(tools) {
    const page = await tools.open()
    const { headers } = await page.evaluate(async () => ({ headers: Object.fromEntries((await fetch('/')).headers) }))
    const policy = headers['content-security-policy'] ?? ''
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]) check(policy.includes(part), `the policy lacks ${part}: ${policy}`)
    check(!/unsafe/.test(policy), `the policy is ${policy}`)
    await tools.convert(page, '# Evil\n\n<script>top.hacked = 1</script>\n\n<img src="http://evil.example/x.png" onerror="top.hacked = 1">\n\n[link](javascript:top.hacked=1)\n\nWords.\n')
    await page.click('#tab-epub')
    await tools.frame(page, 'epub', 'Words.')
    check(await page.evaluate(() => window.hacked === undefined), 'the article ran a script')
    const sandbox = await page.locator('#view-epub iframe').first().getAttribute('sandbox')
    check(sandbox === 'allow-same-origin', `the sandbox is \`${sandbox}\``)
  },

  async 'a link out of the ebook does not take its frame away'(tools) {
    const page = await tools.open()
    await page.setInputFiles('#file-input', KRATOM)
    await tools.outcome(page)
    await page.click('#tab-epub')
    const book = await tools.frame(page, 'epub', 'Is Kratom an Opioid?')
    await page.context().route('**/*', (route, request) => request.url().startsWith(new URL(page.url()).origin) ? route.continue() : route.abort())
    const link = book.locator('a[href^=http]').first()
    if (await link.count()) {
      const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()])
      await opened.close()
    }
    await tools.frame(page, 'epub', 'Is Kratom an Opioid?')
    tools.clean(/asks for|ERR_/)
  },

  async 'a server that was stopped is explained'(tools) {
    const page = await tools.open()
    await page.route('**/jobs', route => route.abort())
    await page.click('#example')
    await page.locator('#notice', { hasText: 'does not answer' }).waitFor()
    await page.unroute('**/jobs')
    await page.click('#again')
    check(/page/.test(await tools.outcome(page)), 'it is not tried again')
    tools.clean(/ERR_FAILED/)
  },
}
