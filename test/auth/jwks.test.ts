import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { sqliteDatabase } from '../support/databases.ts'
import { testSettings } from '../support/settings.ts'

const algorithms = ['RS256', 'ES256', 'EdDSA'] as const
type Pair = Awaited<ReturnType<typeof generateKeyPair>>

/** Serves public keys, and counts how often it is asked. */
interface KeyServer {
  readonly url: string
  readonly keys: JWK[]
  asked: number
  readonly server: Server
}

async function serveKeys(): Promise<KeyServer> {
  const keys: JWK[] = []
  const served: KeyServer = { url: '', keys, asked: 0, server: createServer() }
  served.server.on('request', (_request, response) => {
    served.asked++
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ keys }))
  })
  await new Promise<void>((resolve) => served.server.listen(0, '127.0.0.1', resolve))
  const address = served.server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return Object.assign(served, { url: `http://127.0.0.1:${port}/keys` })
}

describe('tokens of another issuer', () => {
  let keyServer: KeyServer
  let app: App
  let drop: () => Promise<void>
  const pairs = new Map<string, Pair>()

  const addKey = async (kid: string, alg: string) => {
    const pair = await generateKeyPair(alg, { extractable: true })
    pairs.set(kid, pair)
    keyServer.keys.push({ ...(await exportJWK(pair.publicKey)), kid, alg })
  }

  beforeAll(async () => {
    keyServer = await serveKeys()
    for (const alg of algorithms) await addKey(alg, alg)
    const database = await sqliteDatabase()
    const environment = {
      JWT_SECRET: '',
      JWT_JWKS_URL: keyServer.url,
      JWT_ISSUER: 'https://issuer.example',
      JWT_AUDIENCE: 'gateway',
    }
    app = await startApp(testSettings({ DATABASE_URL: database.url, ...environment }))
    drop = database.drop
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  afterAll(async () => {
    await app.close()
    await drop()
    keyServer.server.close()
  })

  const sign = (kid: string, alg: string, claims: { issuer?: string; audience?: string; expiresIn?: number } = {}) => {
    const pair = pairs.get(kid)
    if (!pair) throw new Error(`no key ${kid}`)
    return new SignJWT({ roles: ['SystemAdministrator'] })
      .setProtectedHeader({ alg, kid })
      .setSubject('ada')
      .setIssuer(claims.issuer ?? 'https://issuer.example')
      .setAudience(claims.audience ?? 'gateway')
      .setExpirationTime(Math.floor(Date.now() / 1000) + (claims.expiresIn ?? 60))
      .sign(pair.privateKey)
  }

  const ask = async (token: string) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"query":"{ viewer { userId } }"}',
    })
    return response.status
  }

  test.each(algorithms)('of %s are accepted, and the keys kept', async (alg) => {
    expect(await ask(await sign(alg, alg))).toBe(200)
    expect(keyServer.asked).toBe(1)
  })

  test('are refused for another issuer or audience, or after their time', async () => {
    expect(await ask(await sign('ES256', 'ES256', { issuer: 'https://other.example' }))).toBe(401)
    expect(await ask(await sign('ES256', 'ES256', { audience: 'other' }))).toBe(401)
    expect(await ask(await sign('ES256', 'ES256', { expiresIn: -31 }))).toBe(401)
    expect(await ask(await sign('ES256', 'ES256', { expiresIn: -20 }))).toBe(200)
  })

  test('are refused when signed with a public key as if it were a secret, or not at all', async () => {
    const publicKey = new TextEncoder().encode(JSON.stringify(keyServer.keys[0]))
    const confused = await new SignJWT({ roles: ['SystemAdministrator'] })
      .setProtectedHeader({ alg: 'HS256', kid: 'RS256' })
      .setSubject('eve')
      .setExpirationTime('1h')
      .sign(publicKey)
    expect(await ask(confused)).toBe(401)
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    expect(await ask(`${encode({ alg: 'none' })}.${encode({ sub: 'eve', roles: ['SystemAdministrator'] })}.`)).toBe(401)
  })

  test('of an unknown key ask for the keys again, at most every 30 s', async () => {
    await addKey('new', 'ES256')
    const now = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now })
    const token = await sign('new', 'ES256', { expiresIn: 600 })
    const before = keyServer.asked
    expect([await ask(token), await ask(token)]).toEqual([401, 401])
    expect(keyServer.asked).toBe(before)
    vi.setSystemTime(now + 31_000)
    expect([await ask(token), await ask(token)]).toEqual([200, 200])
    expect(keyServer.asked).toBe(before + 1)
  })

  test('of a key that is withdrawn are refused once the keys are read anew, and a minute later at most', async () => {
    await addKey('withdrawn', 'EdDSA')
    // After the others here: as this key is unknown, all are read now, and then after ten minutes.
    const now = Date.now() + 120_000
    vi.useFakeTimers({ toFake: ['Date'], now })
    const token = await sign('withdrawn', 'EdDSA', { expiresIn: 3_600 })
    expect(await ask(token)).toBe(200)
    keyServer.keys.pop()
    vi.setSystemTime(now + 599_000)
    expect(await ask(token)).toBe(200)
    vi.setSystemTime(now + 659_000)
    expect(await ask(token)).toBe(401)
  })
})
