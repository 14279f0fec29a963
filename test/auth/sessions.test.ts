import { expect, test } from 'vitest'
import { authenticateRequest, type Identity } from '../../src/auth/authenticate.ts'
import { idleSeconds, readSecrets, rememberedSeconds } from '../../src/auth/cookies.ts'
import { type Authentication, signIn, signOut } from '../../src/auth/sign-in.ts'
import { removeUser, setPassword, type User, viewerOf } from '../../src/auth/users.ts'
import { withIdentities } from '../support/authentication.ts'
import { after } from '../support/moment.ts'

const address = '192.0.2.1'
const ended = expect.objectContaining({ code: 'UNAUTHENTICATED', message: 'The session has ended.' })

/** What a browser sends back of the cookies that it was given. */
function sentBack(cookies: readonly string[]): string {
  return cookies.map((cookie) => cookie.replace(/;.*/, '')).join('; ')
}

withIdentities('a session', (identities) => {
  const begin = async (
    user: { userName: string; password: string },
    seconds = 0,
    options: { rememberMe?: boolean; cookie?: string } = {},
  ): Promise<string> => {
    const { userName, password } = user
    const claims = {
      rememberMe: false,
      cookie: undefined,
      ...options,
      userName,
      password,
      address,
      now: after(seconds),
    }
    return sentBack((await signIn(identities().auth, claims)).cookies)
  }
  const ask = (cookie: string, seconds: number, auth: Authentication = identities().other): Promise<Identity> =>
    authenticateRequest(auth, { authorization: undefined, cookie, address, now: after(seconds) })
  const sessions = async (user: User) =>
    identities().database.query(`select * from "Session" where "userId" = '${user.id}'`)

  test('begun in one process tells every other who asks', async () => {
    const { password, ...user } = await identities().user()
    const cookie = await begin({ ...user, password })
    expect(await ask(cookie, 1)).toEqual({ viewer: viewerOf(user), by: 'cookie', user, cookies: [] })
  })

  test('not used for 30 minutes ends; being used prolongs it, and its cookie', async () => {
    const cookie = await begin(await identities().user())
    for (const [index, seconds] of [idleSeconds - 1, 2 * idleSeconds - 2, 3 * idleSeconds - 3].entries()) {
      const { cookies } = await ask(cookie, seconds)
      expect([index, sentBack(cookies)]).toEqual([index, cookie])
      expect(cookies[0]).toContain(`Max-Age=${idleSeconds};`)
    }
    await expect(ask(cookie, 4 * idleSeconds - 3)).rejects.toEqual(ended)
  })

  test('is written once a minute at most, however often it is used', async () => {
    const user = await identities().user()
    const cookie = await begin(user)
    const [before] = await sessions(user)
    for (const seconds of [1, 30, 59.999]) expect((await ask(cookie, seconds)).cookies).toEqual([])
    expect(await sessions(user)).toEqual([before])
    const answers = await Promise.all([60, 60, 60, 61].map((seconds) => ask(cookie, seconds)))
    expect(answers.some(({ cookies }) => cookies.length > 0)).toBe(true)
    const [later] = await sessions(user)
    expect(new Date(String(later?.lastSeen)).getTime()).toBeGreaterThanOrEqual(after(60).getTime())
    expect((await ask(cookie, 90)).cookies).toEqual([])
    expect(await sessions(user)).toEqual([later])
  })

  test('to be remembered lasts 14 days, used or not', async () => {
    const cookie = await begin(await identities().user(), 0, { rememberMe: true })
    expect((await ask(cookie, rememberedSeconds / 2)).cookies).toEqual([])
    expect((await ask(cookie, rememberedSeconds - 1)).by).toBe('cookie')
    await expect(ask(cookie, rememberedSeconds)).rejects.toEqual(ended)
  })

  test('to be remembered is known by either cookie', async () => {
    const cookie = await begin(await identities().user(), 0, { rememberMe: true })
    for (const one of cookie.split('; ')) expect((await ask(one, 1)).by).toBe('cookie')
  })

  test('ends with the log-out, everywhere', async () => {
    const user = await identities().user()
    const [cookie, elsewhere] = [await begin(user), await begin(user)]
    expect(await signOut(identities().auth, cookie)).toEqual([
      expect.stringMatching(/^ss-id=; .*Max-Age=0;/),
      expect.stringMatching(/^ss-pid=; .*Max-Age=0;/),
    ])
    await expect(ask(cookie, 1)).rejects.toEqual(ended)
    await expect(ask(cookie, 1, identities().auth)).rejects.toEqual(ended)
    expect((await ask(elsewhere, 1)).by).toBe('cookie')
    await signOut(identities().auth, cookie)
    await signOut(identities().auth, undefined)
  })

  test('ends when its browser signs in again', async () => {
    const user = await identities().user()
    const cookie = await begin(user, 0, { rememberMe: true })
    const next = await begin(user, 1, { cookie })
    await expect(ask(cookie, 2)).rejects.toEqual(ended)
    expect((await ask(`${cookie}; ${next}`, 2)).by).toBe('cookie')
  })

  test('ends with a new password', async () => {
    const { auth, passwords, user } = identities()
    const { userName, password } = await user()
    const cookie = await begin({ userName, password })
    await setPassword(auth.database, { userName, password: 'another one' }, { passwords, now: after(1) })
    await expect(ask(cookie, 2)).rejects.toEqual(ended)
  })

  test('ends with its user', async () => {
    const user = await identities().user()
    const cookie = await begin(user)
    await removeUser(identities().auth.database, user.userName)
    await expect(ask(cookie, 1)).rejects.toEqual(ended)
    expect(await sessions(user)).toEqual([])
  })

  test('does not begin when the password is changed while it is checked', async () => {
    const { auth, passwords, user } = identities()
    const { userName, password } = await user()
    const slow: Authentication = {
      ...auth,
      passwords: {
        ...passwords,
        async matches(...args) {
          const isRight = await passwords.matches(...args)
          await setPassword(auth.database, { userName, password: 'another one' }, { passwords, now: after(1) })
          return isRight
        },
      },
    }
    const request = { userName, password, rememberMe: false, cookie: undefined, address, now: after(0) }
    await expect(signIn(slow, request)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('cannot be had from what the database holds', async () => {
    const user = await identities().user()
    const cookie = await begin(user, 0, { rememberMe: true })
    const [secret = ''] = readSecrets(cookie)
    const [row = {}] = await sessions(user)
    expect(JSON.stringify(row)).not.toContain(secret)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect(readSecrets(`ss-id=${row.secretHash}`)).toEqual([row.secretHash])
    await expect(ask(`ss-id=${row.secretHash}`, 1)).rejects.toEqual(ended)
  })

  test('that is over is removed when another one begins', async () => {
    const user = await identities().user()
    await begin(user)
    await begin(user, idleSeconds)
    expect(await sessions(user)).toHaveLength(1)
  })

  test('of many begun at once is each one of its own', async () => {
    const user = await identities().user()
    const cookies = await Promise.all(Array.from({ length: 20 }, () => begin(user)))
    expect(new Set(cookies).size).toBe(20)
    const answers = await Promise.all(cookies.map((cookie) => ask(cookie, 1)))
    expect(new Set(answers.map(({ viewer }) => viewer.userId))).toEqual(new Set([user.id]))
  })

  test.each([[undefined], [''], ['theme=dark'], ['ss-id=']])('is needed: the cookie %j is none', async (cookie) => {
    const claims = { authorization: undefined, cookie, address, now: after(0) }
    await expect(authenticateRequest(identities().auth, claims)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'A token, a user name and password, or a session is needed.',
    })
  })
})
