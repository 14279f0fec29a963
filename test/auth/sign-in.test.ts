import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { authenticateRequest } from '../../src/auth/authenticate.ts'
import { openKeys } from '../../src/auth/keys.ts'
import { type Authentication, signIn } from '../../src/auth/sign-in.ts'
import { removeUser, setPassword, viewerOf } from '../../src/auth/users.ts'
import { withIdentities } from '../support/authentication.ts'
import { manager } from '../support/gateway.ts'
import { after } from '../support/moment.ts'
import { testSettings } from '../support/settings.ts'

const run = promisify(execFile)

let addresses = 0
/** An address that nobody has signed in from. */
const newAddress = () => `198.51.${Math.floor(++addresses / 200)}.${addresses % 200}`

const wrong = expect.objectContaining({
  code: 'UNAUTHENTICATED',
  message: 'The user name or the password is not right.',
})
const limited = (retryAfterSeconds: number) =>
  expect.objectContaining({ code: 'RATE_LIMITED', details: { retryAfterSeconds } })

interface Try {
  readonly userName: string
  readonly password?: string
  readonly address?: string
  readonly seconds?: number
  readonly auth?: Authentication
}

withIdentities('signing in', (identities) => {
  const enter = ({
    userName,
    password = 'wrong',
    address = newAddress(),
    seconds = 0,
    auth = identities().auth,
  }: Try) => signIn(auth, { userName, password, address, now: after(seconds), rememberMe: false, cookie: undefined })
  const basic = ({
    userName,
    password = 'wrong',
    address = newAddress(),
    seconds = 0,
    auth = identities().auth,
  }: Try) => {
    const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`
    return authenticateRequest(auth, { authorization, cookie: undefined, address, now: after(seconds) })
  }
  const signInElsewhere = async (userName: string, passwords: readonly string[]) => {
    const args = [identities().database.url, userName, ...passwords]
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'test/support/sign-in-process.ts', ...args])
    return stdout.split('\n')
  }
  const fail = async (count: number, attempt: Try) => {
    for (let index = 0; index < count; index++) await expect(enter(attempt)).rejects.toEqual(wrong)
  }

  test('works whatever the case of the name, and tells who it is', async () => {
    const { password, ...user } = await identities().user()
    const answer = await enter({ userName: ` ${user.userName.toUpperCase()}`, password })
    expect(answer).toMatchObject({ user, viewer: viewerOf(user) })
    expect(JSON.stringify(answer)).not.toContain('scrypt')
  })

  test('refuses a wrong password and an unknown user alike, with as many checks and statements', async () => {
    const { userName } = await identities().user()
    const { checks, statements } = identities()
    for (const go of [enter, basic]) {
      const cost = async (attempt: Try) => {
        const before = [checks(), statements()] as const
        await expect(go(attempt)).rejects.toEqual(wrong)
        return [checks() - before[0], statements() - before[1]]
      }
      const [checked, said] = await cost({ userName })
      expect([checked, said]).toEqual([1, expect.any(Number)])
      for (const unknown of ['nobody', '', 'nul\0']) expect(await cost({ userName: unknown })).toEqual([checked, said])
    }
  })

  test.each([['enter'], ['basic']] as const)(
    '%s is refused after 10 failures for 15 minutes, also in another process and with the right password',
    async (way) => {
      const { userName, password } = await identities().user()
      const go = way === 'enter' ? enter : basic
      for (let index = 0; index < 10; index++)
        await expect(go({ userName, auth: index % 2 === 0 ? identities().auth : identities().other })).rejects.toEqual(
          wrong,
        )
      const before = identities().checks()
      await expect(go({ userName, password, seconds: 100 })).rejects.toEqual(limited(800))
      await expect(
        go({ userName: userName.toUpperCase(), password, seconds: 899.5, auth: identities().other }),
      ).rejects.toEqual(limited(1))
      expect(identities().checks()).toBe(before)
      await go({ userName, password, seconds: 900 })
    },
  )

  test('is limited for users that there are not as for those that there are', async () => {
    await fail(10, { userName: 'ghost' })
    await expect(enter({ userName: 'Ghost' })).rejects.toEqual(limited(900))
  })

  test('is refused after 50 failures from an address, which do not count for users who are tried later', async () => {
    const address = newAddress()
    const { userName, password } = await identities().user()
    for (let index = 0; index < 50; index++) await fail(1, { userName: `guess ${index}`, address })
    for (let index = 0; index < 20; index++)
      await expect(enter({ userName, password, address })).rejects.toEqual(limited(900))
    await enter({ userName, password })
    await enter({ userName, password, address, seconds: 900 })
  })

  test.each([
    ['2001:db8:7::1', '2001:DB8:7:0:ffff::2', '2001:db8:7:1::1'],
    ['::ffff:203.0.113.7', '203.0.113.7', '::ffff:203.0.113.8'],
    ['fe80::1%eth0', 'fe80::2', 'fe80:0:0:1::1'],
  ])('counts %s and %s as one client, and %s as another', async (address, same, other) => {
    for (let index = 0; index < 50; index++) await fail(1, { userName: `${address} ${index}`, address })
    await expect(enter({ userName: `${address} one`, address: same })).rejects.toEqual(limited(900))
    await fail(1, { userName: `${address} other`, address: other })
  })

  test('of many guesses at once, in two processes, makes no more than 10', async () => {
    const { userName } = await identities().user()
    const guesses = Array.from({ length: 20 }, (_, index) => `guess ${index}`)
    const codes = (await Promise.all([guesses, guesses].map((each) => signInElsewhere(userName, each)))).flat()
    expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(10)
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(30)
  })

  test('of many at once, in two processes, works for each', async () => {
    const { userName, password } = await identities().user()
    const tries = Array.from({ length: 30 }, () => password)
    const codes = (await Promise.all([tries, tries].map((each) => signInElsewhere(userName, each)))).flat()
    expect(codes.filter((code) => code !== 'OK')).toEqual([])
  })

  test('that works counts for nothing, however often', async () => {
    const { userName, password } = await identities().user()
    const address = newAddress()
    await fail(5, { userName, address })
    await Promise.all(Array.from({ length: 60 }, () => enter({ userName, password, address })))
    await fail(5, { userName, address })
    await expect(enter({ userName, password })).rejects.toEqual(limited(900))
  })

  test('works again at once with a new password', async () => {
    const { auth, passwords, user } = identities()
    const { userName } = await user()
    await fail(10, { userName })
    const next = { userName, password: 'another one' }
    await setPassword(auth.database, next, { passwords, now: after(1) })
    await enter({ ...next, seconds: 2 })
  })

  test('leaves no name, address or password behind, and forgets what is over', async () => {
    const failures = () => identities().database.query('select * from "SignInFailures"')
    await fail(1, { userName: 'typed the password here' })
    expect(JSON.stringify(await failures())).not.toContain('typed')
    await fail(1, { userName: 'long after', seconds: 100_000 })
    expect(await failures()).toHaveLength(2)
  })

  test('with Basic checks the password once a minute, and in every process', async () => {
    const { password, ...user } = await identities().user()
    const before = identities().checks()
    const go = (seconds: number, auth = identities().auth) => basic({ ...user, password, seconds, auth })
    expect(await go(0)).toEqual({ viewer: viewerOf(user), by: 'basic', user, cookies: [] })
    await Promise.all([go(1), go(30), go(59.999)])
    expect(identities().checks() - before).toBe(1)
    await Promise.all([go(60), go(60), go(61)])
    expect(identities().checks() - before).toBe(2)
    await go(62, identities().other)
    expect(identities().checks() - before).toBe(3)
  })

  test('with Basic many at once checks the password once', async () => {
    const { userName, password } = await identities().user()
    const before = identities().checks()
    await Promise.all(Array.from({ length: 50 }, () => basic({ userName, password })))
    expect(identities().checks() - before).toBe(1)
  })

  test('with Basic and a wrong password is not known from the time when it was right', async () => {
    const { userName, password } = await identities().user()
    await basic({ userName, password })
    await expect(basic({ userName, password: `${password} ` })).rejects.toEqual(wrong)
    await expect(basic({ userName, password: '' })).rejects.toEqual(wrong)
  })

  test('with Basic follows a new password and a removed user at once', async () => {
    const { auth, other, passwords, user } = identities()
    const { userName, password } = await user()
    await basic({ userName, password })
    await setPassword(other.database, { userName, password: 'another one' }, { passwords, now: after(1) })
    await expect(basic({ userName, password, seconds: 1 })).rejects.toEqual(wrong)
    await basic({ userName, password: 'another one', seconds: 1 })
    await removeUser(other.database, userName)
    await expect(basic({ userName, password: 'another one', seconds: 1 })).rejects.toEqual(wrong)
    expect(auth).not.toBe(other)
  })

  test('with Basic does not know the removed user by one who has their name and password now', async () => {
    const { auth, user } = identities()
    const { userName, password } = await user()
    await basic({ userName, password })
    await removeUser(auth.database, userName)
    const next = await user({ userName, password, roles: ['Customer'] })
    expect((await basic({ userName, password, seconds: 1 })).viewer).toEqual(viewerOf(next))
  })

  test('with a token is as it was, and an authorization that is wrong is not made good by a session', async () => {
    const { auth, user } = identities()
    const token = await (await openKeys(testSettings({}))).sign?.(manager('a'), 60)
    const { userName, password } = await user()
    const { cookies } = await enter({ userName, password })
    const [cookie = ''] = cookies
    const ask = (authorization: string) =>
      authenticateRequest(auth, {
        authorization,
        cookie: cookie.replace(/;.*/, ''),
        address: newAddress(),
        now: after(1),
      })
    expect(await ask(`Bearer ${token}`)).toEqual({ viewer: manager('a'), by: 'bearer', user: null, cookies: [] })
    for (const authorization of ['', 'Bearer x', 'Basic', 'Basic x', 'Digest x', `${token}`])
      await expect(ask(authorization)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})
