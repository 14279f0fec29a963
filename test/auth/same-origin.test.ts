import { expect, test } from 'vitest'
import { isSameOrigin } from '../../src/auth/same-origin.ts'

const host = 'gateway.example:8080'

test.each([
  ['a program that is no browser', { host }],
  ['a page of ours', { host, 'sec-fetch-site': 'same-origin', origin: 'https://gateway.example:8080' }],
  ['an address typed in', { host, 'sec-fetch-site': 'none' }],
  [
    'a page of ours behind something that changes the host',
    { host: 'inner', 'sec-fetch-site': 'same-origin', origin: `https://${host}` },
  ],
  ['an older browser', { host, origin: `http://${host}` }],
  ['an older browser that leaves out the port', { host: 'gateway.example:443', origin: 'https://gateway.example' }],
  ['a host in capitals', { host: 'Gateway.Example', origin: 'https://gateway.example' }],
  ['an IPv6 address', { host: '[::1]:4000', origin: 'http://[::1]:4000' }],
])('%s is of this origin', (_, headers) => {
  expect(isSameOrigin(headers)).toBe(true)
})

test.each([
  ['a stranger’s page', { host, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a neighbour’s page', { host, 'sec-fetch-site': 'same-site', origin: 'https://other.gateway.example' }],
  ['a stranger’s page with our origin', { host, 'sec-fetch-site': 'cross-site', origin: `https://${host}` }],
  ['a header sent twice', { host, 'sec-fetch-site': ['same-origin', 'cross-site'] }],
  ['an older browser at a stranger’s', { host, origin: 'https://evil.example' }],
  ['another port', { host, origin: 'https://gateway.example:8081' }],
  ['another port, of another scheme', { host: 'gateway.example', origin: 'https://gateway.example:80' }],
  ['a sandbox', { host, origin: 'null' }],
  ['a file', { host, origin: 'file://' }],
  ['an origin without a host to compare', { origin: `https://${host}` }],
  ['an origin with a user in it', { host: 'gateway.example', origin: 'https://gateway.example@evil.example' }],
  ['a host that is none', { host: 'evil.example/gateway', origin: 'https://gateway.example' }],
  ['an empty origin', { host, origin: '' }],
])('%s is not', (_, headers) => {
  expect(isSameOrigin(headers)).toBe(false)
})
