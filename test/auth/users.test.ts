import { describe, expect, test } from 'vitest'
import { addUser, findUser, listUsers, type NewUser, removeUser, setPassword, viewerOf } from '../../src/auth/users.ts'
import { type Identities, withIdentities } from '../support/authentication.ts'
import { after } from '../support/moment.ts'

const valid: NewUser = {
  userName: 'Zoë',
  password: 'correct horse',
  roles: ['Manager', 'Customer', 'Manager'],
  accountIds: ['a', 'b', 'a'],
  customerIds: ['c'],
  displayName: 'Zoë Ærø',
  emailAddress: 'zoe@example.org',
}

withIdentities('users', (identities) => {
  const add = (input: NewUser, { auth, passwords }: Identities = identities()) =>
    addUser(auth.database, input, { passwords, now: after(0), newId: () => `id-of-${input.userName}` })

  test('are added, listed by name, and viewers of their roles and ids', async () => {
    expect(await add({ ...valid, userName: '  Zoë ' })).toEqual({ ok: true, value: 'Zoë' })
    await identities().user({ userName: 'ärger' })
    await identities().user({ userName: 'Bob' })
    const users = await listUsers(identities().auth.database)
    expect(users.map(({ userName }) => userName)).toEqual(['Bob', 'Zoë', 'ärger'])
    expect(users[1]).toEqual({
      id: 'id-of-  Zoë ',
      userName: 'Zoë',
      roles: ['Manager', 'Customer'],
      accountIds: ['a', 'b'],
      customerIds: ['c'],
      displayName: 'Zoë Ærø',
      emailAddress: 'zoe@example.org',
      version: 1,
      dateCreated: after(0),
    })
    expect(users.map(viewerOf)[1]).toEqual({
      userId: 'id-of-  Zoë ',
      roles: ['Manager', 'Customer'],
      accountIds: ['a', 'b'],
      customerIds: ['c'],
    })
  })

  test('are found whatever the case of their name', async () => {
    await identities().user({ userName: 'Straße' })
    for (const name of ['STRASSE', ' straße ', 'ſtraẞe'])
      expect((await findUser(identities().other.database, name))?.user.userName).toBe('Straße')
    expect(await findUser(identities().other.database, 'Strase')).toBe(null)
  })

  test('have names of their own, whatever the case, and however many are added at once', async () => {
    const names = ['grace', 'GRACE', 'Grace', 'gracE']
    const outcomes = await Promise.all(names.map((userName) => add({ ...valid, userName })))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    for (const outcome of outcomes.filter(({ ok }) => !ok))
      expect(outcome).toMatchObject({ userErrors: [{ code: 'Taken', field: ['userName'] }] })
  })

  describe('are refused', () => {
    test.each([
      [{ userName: ' ' }, ['Blank userName']],
      [{ userName: 'a:b' }, ['Invalid userName']],
      [{ userName: 'x'.repeat(256) }, ['TooLong userName']],
      [{ userName: 'a\nb' }, ['Invalid userName']],
      [{ password: '1234567' }, ['Invalid password']],
      [{ password: '🔑'.repeat(7) }, ['Invalid password']],
      [{ password: 'x'.repeat(257) }, ['TooLong password']],
      [{ password: 'correct\0horse' }, ['Invalid password']],
      [{ roles: [] }, ['Blank roles']],
      [{ accountIds: ['a', ''] }, ['Blank accountIds.1']],
      [{ customerIds: ['x'.repeat(65)] }, ['TooLong customerIds.0']],
      [{ emailAddress: 'nobody' }, ['Invalid emailAddress']],
      [{ displayName: 'a\u0007' }, ['Invalid displayName']],
      [{ userName: '', password: '' }, ['Blank userName', 'Invalid password']],
    ])('with %j', async (input, errors) => {
      const outcome = await add({ ...valid, ...input })
      expect(outcome.ok ? [] : outcome.userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)).toEqual(
        errors,
      )
    })
  })

  test('that are not there can neither be removed nor get a password', async () => {
    const { auth, passwords } = identities()
    const absent = { ok: false, userErrors: [expect.objectContaining({ code: 'NotFound', field: ['userName'] })] }
    expect(await removeUser(auth.database, 'nobody')).toEqual(absent)
    const credentials = { userName: 'nobody', password: 'correct horse' }
    expect(await setPassword(auth.database, credentials, { passwords, now: after(0) })).toEqual(absent)
  })

  test('keep their password when the new one is refused', async () => {
    const { auth, passwords, user } = identities()
    const { userName } = await user()
    const before = await findUser(auth.database, userName)
    const outcome = await setPassword(auth.database, { userName, password: 'short' }, { passwords, now: after(0) })
    expect(outcome.ok).toBe(false)
    expect(await findUser(auth.database, userName)).toEqual(before)
  })
})
