import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Findings } from '../../src/core/outcome.ts'
import { checkReceiver, isPublic, publicLookup } from '../../src/webhook/address.ts'
import { createPoster } from '../../src/webhook/post.ts'

const refused = [
  ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
  ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fd00:ec2::254']],
  ['link-local, where clouds tell secrets', ['169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0']],
  ['of a host that looks public', ['168.63.129.16', '::ffff:168.63.129.16']],
  ['shared by a carrier', ['100.64.0.1', '100.127.255.255', '100.100.100.200']],
  ['this network', ['0.0.0.0', '0.1.2.3', '::']],
  ['broadcast and multicast', ['255.255.255.255', '224.0.0.1', '239.255.255.255', 'ff02::1']],
  [
    'reserved and for documents',
    ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '240.0.0.1', '2001:db8::1'],
  ],
  ['IPv4 in IPv6', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::127.0.0.1', '::ffff:0:127.0.0.1']],
  ['a way to another network', ['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', '100::1', '5f00::1']],
  ['no address', ['', 'localhost', '127.0.0.1.example', '[::1]', '1.2.3.4.5']],
] as const

describe('an address', () => {
  test.each(refused)('that is %s is not public', (_name, addresses) => {
    expect(addresses.filter(isPublic)).toEqual([])
  })

  test('of the internet is public', () => {
    const addresses = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:1.1.1.1']
    expect(addresses.filter((address) => !isPublic(address))).toEqual([])
  })
})

describe('the URL of a webhook', () => {
  const errorsOf = (url: string, allowPrivate = false) => {
    const findings = new Findings()
    checkReceiver(url, ['url'], { findings, allowPrivate })
    return findings.userErrors.map(({ code }) => code)
  }

  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://017700000001/',
    'http://0/',
    'https://[::1]:8443/hook',
    'https://[::ffff:127.0.0.1]/',
    'https://[0:0:0:0:0:ffff:a9fe:a9fe]/',
    'http://169.254.169.254/latest/meta-data',
    'http://①②⑦.0.0.1/',
    'http://localhost/',
    'http://LocalHost./',
    'http://a.localhost/',
    'http://192.168.1.1:8080/',
  ])('%s is refused, unless private ones are allowed', (url) => {
    expect(errorsOf(url)).toEqual(['Invalid'])
    expect(errorsOf(url, true)).toEqual([])
  })

  test.each([
    'https://example.org/hook?key=1',
    'http://1.1.1.1/',
    'https://[2606:4700::1111]/',
    'https://localhost.example/',
  ])('%s is taken', (url) => {
    expect(errorsOf(url)).toEqual([])
  })
})

describe('a connection', () => {
  const paths: (string | undefined)[] = []
  const server = createServer((request, response) => {
    paths.push(request.url)
    if (request.url === '/moved') response.writeHead(302, { location: '/target' }).end()
    // Never ends of itself, nor says how long it is.
    else if (request.url === '/endless') response.writeHead(200).write('x'.repeat(1_000_000))
    else response.end()
  })
  let port: number
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  const message = { headers: { 'content-type': 'application/json' }, body: '{}' }
  /** Posts to a name that stands for these addresses, one after the other. */
  const postTo = async (...answers: readonly (readonly string[])[]) => {
    const left = [...answers]
    const lookup = publicLookup((_hostname, _options, callback) => {
      const addresses = left.shift() ?? []
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    })
    const poster = createPoster({ allowPrivate: false }, lookup)
    const results = []
    for (const _ of answers) {
      results.push(await poster.post(`http://example.org:${port}/`, message).catch((error) => error.code))
    }
    poster.close()
    return results
  }

  test.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['169.254.169.254']],
    [['1.1.1.1', '127.0.0.1']],
    [['10.0.0.1', '1.1.1.1']],
  ])('to a name of %j is not made', async (addresses) => {
    expect(await postTo(addresses)).toEqual(['EPRIVATE'])
    expect(paths).toEqual([])
  })

  test('is looked up every time: a name that changes leads nowhere', async () => {
    const seen: string[] = []
    const lookup = publicLookup((_hostname, _options, callback) => {
      seen.push(seen.length === 0 ? '1.1.1.1' : '127.0.0.1')
      if (seen.length === 1) callback(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }), [])
      else callback(null, [{ address: '127.0.0.1', family: 4 }])
    })
    const poster = createPoster({ allowPrivate: false }, lookup)
    const post = () => poster.post(`http://example.org:${port}/`, message).catch((error) => error.code)
    expect([await post(), await post()]).toEqual(['ENOTFOUND', 'EPRIVATE'])
    expect(seen).toHaveLength(2)
    poster.close()
    expect(paths).toEqual([])
  })

  test('to an address that needs no look-up is not made either', async () => {
    const poster = createPoster({ allowPrivate: false })
    for (const host of ['127.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(await poster.post(`http://${host}:${port}/`, message).catch((error) => error.code)).toBe('EPRIVATE')
    }
    poster.close()
    expect(paths).toEqual([])
  })

  test('follows no redirect, and reads no endless answer', async () => {
    const poster = createPoster({ allowPrivate: true })
    expect(await poster.post(`http://127.0.0.1:${port}/moved`, message)).toBe(302)
    expect(await poster.post(`http://127.0.0.1:${port}/endless`, message)).toBe(200)
    expect(paths).toEqual(['/moved', '/endless'])
    poster.close()
  })
})
