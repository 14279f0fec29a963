import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Keys, openKeys } from '../../src/auth/keys.ts'
import type { Viewer } from '../../src/auth/viewer.ts'
import { administrator, customer } from '../support/gateway.ts'
import { testSettings } from '../support/settings.ts'

const start = Date.parse('2026-11-21T09:30:00Z')

let keys: Keys
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  keys = await openKeys(testSettings({}))
})
afterEach(() => {
  vi.useRealTimers()
})

const sign = async (viewer: Viewer) => `Bearer ${await keys.sign?.(viewer, 600)}`

test('a token that held is its viewer until it expires', async () => {
  const token = await sign(administrator)
  const viewer = await keys.authenticate(token)
  expect(viewer).toEqual(administrator)
  for (const seconds of [0, 1, 599, 629]) {
    vi.setSystemTime(start + seconds * 1000)
    expect(await keys.authenticate(token)).toBe(viewer)
    expect((await keys.verify(token)).expiresAt).toEqual(new Date(start + 630_000))
  }
  for (const seconds of [630, 6_300]) {
    vi.setSystemTime(start + seconds * 1000)
    await expect(keys.authenticate(token)).rejects.toThrow('The token has expired.')
  }
})

test('a forged token is refused before and after the one that it is made of', async () => {
  const token = await sign(customer('a'))
  const [header, , signature] = token.split('.')
  const claims = Buffer.from(JSON.stringify({ sub: 'eve', roles: ['SystemAdministrator'], exp: start / 1000 + 600 }))
  const forged = [
    `${header}.${claims.toString('base64url')}.${signature}`,
    token.slice(0, -1),
    `${token}A`,
    `${header}.${token.split('.')[1]}.`,
  ]
  for (const each of forged) await expect(keys.authenticate(each)).rejects.toThrow('The token is not valid.')
  expect(await keys.authenticate(token)).toEqual(customer('a'))
  for (const each of forged) await expect(keys.authenticate(each)).rejects.toThrow('The token is not valid.')
})

test.each([
  ['many', 1_000, (n: number) => customer(`c${n}`)],
  [
    'long',
    150,
    (n: number) => customer(...Array.from({ length: 250 }, (_, m) => `a rather long id of a customer ${n}.${m}`)),
  ],
])('of %s tokens only the last are kept', async (_what, count, viewerOf) => {
  const token = await sign(administrator)
  const viewer = await keys.authenticate(token)
  expect(await keys.authenticate(token)).toBe(viewer)
  for (let n = 0; n < count; n++) await keys.authenticate(await sign(viewerOf(n)))
  const again = await keys.authenticate(token)
  expect(again).toEqual(viewer)
  expect(again).not.toBe(viewer)
})
