import { expect, test } from 'vitest'
import { noCookies, readSecrets, sessionCookies } from '../../src/auth/cookies.ts'

const secret = 'a'.repeat(43)
const another = 'b'.repeat(43)

test('a session is in ss-id for half an hour, and ss-pid is taken away', () => {
  expect(sessionCookies({ secret, isRemembered: false }, false)).toEqual([
    `ss-id=${secret}; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax`,
    'ss-pid=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
  ])
})

test('one to be remembered is in both for two weeks; in production over HTTPS only', () => {
  expect(sessionCookies({ secret, isRemembered: true }, true)).toEqual([
    `ss-id=${secret}; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure`,
    `ss-pid=${secret}; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure`,
  ])
})

test('logging out takes both away', () => {
  expect(noCookies(true)).toEqual([
    'ss-id=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
    'ss-pid=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
  ])
})

test('no cookie holds a comma, at which clients split them', () => {
  const all = [...sessionCookies({ secret, isRemembered: true }, true), ...noCookies(true)]
  expect(all.filter((cookie) => cookie.includes(','))).toEqual([])
})

test.each([
  [undefined, []],
  ['', []],
  [`ss-id=${secret}`, [secret]],
  [`theme=dark; ss-id=${secret};ss-pid="${another}"`, [secret, another]],
  [`ss-id=${secret}; ss-pid=${secret}`, [secret]],
  [`ss-id=; ss-pid=${secret}`, [secret]],
  [`ss-id=${secret}x; SS-ID=${secret}; xss-id=${secret}`, []],
  [`ss-opt=perm; ss-id=' or 1=1`, []],
  [`ss-id=${secret}; ss-id=${another}; ss-pid=${'c'.repeat(43)}`, [secret, another]],
])('%j holds %j', (header, secrets) => {
  expect(readSecrets(header)).toEqual(secrets)
})
