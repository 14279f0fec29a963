import { SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/gateway.ts'
import { testSecret } from '../support/settings.ts'
import { ask, type Claims, tokenOf } from './ask.ts'
import { dump, everyStamp } from './dump.ts'
import { administrator, mutateAsAdministrator } from './mutate.ts'

const now = () => Math.floor(Date.now() / 1000)

/** What would see everything, but for one thing that is wrong. */
const bearer = async (claims: Claims) => `Bearer ${await tokenOf({ ...administrator, ...claims })}`

const refused: Readonly<Record<string, () => Promise<string | null>>> = {
  'no token': async () => null,
  'an empty header': async () => '',
  'no Bearer': async () => (await bearer({})).replace('Bearer', 'Basic'),
  'a bare token': async () => tokenOf(administrator),
  'what is no token': async () => 'Bearer administrator',
  'an expired token': () => bearer({ exp: now() - 40 }),
  'a token without exp': () => bearer({ exp: undefined }),
  'a token of which exp is a text': () => bearer({ exp: String(now() + 60) }),
  'a token that does not hold yet': () => bearer({ nbf: now() + 60 }),
  'a token without sub': () => bearer({ sub: undefined }),
  'a token with an empty sub': () => bearer({ sub: '' }),
  'a token of which sub is a number': () => bearer({ sub: 1 }),
  'roles that are a text': () => bearer({ roles: 'SystemAdministrator' }),
  'roles that are no texts': () => bearer({ roles: ['SystemAdministrator', 1] }),
  'roles that are an object': () => bearer({ roles: { 0: 'SystemAdministrator' } }),
  'accountIds that are a text': () => bearer({ accountIds: 'East' }),
  'accountIds that are lists': () => bearer({ accountIds: [['East']] }),
  'customerIds that are a number': () => bearer({ customerIds: 7 }),
  'customerIds that hold null': () => bearer({ customerIds: [null] }),
  'roles that are null': () => bearer({ roles: null }),
  'another secret': async () => `Bearer ${await signed('another secret, longer than 32 bytes', 'HS256')}`,
  'another algorithm': async () => `Bearer ${await signed(testSecret, 'HS512')}`,
  'no algorithm': async () => `Bearer ${part({ alg: 'none' })}.${part({ ...administrator, exp: now() + 60 })}.`,
  'changed claims': async () => {
    const [header, , signature] = (await bearer({ roles: [] })).split('.')
    return `${header}.${part({ ...administrator, exp: now() + 60 })}.${signature}`
  },
}

onBothDatabases('a request that names nobody', (gateway) => {
  let accountId: string
  beforeAll(async () => {
    accountId = (await mutateAsAdministrator<{ id: string }>(gateway(), 'newAccount', { name: 'East' })).id
  })

  test.each(Object.entries(refused))('%s: reads nothing', async (_name, authorization) => {
    const queries = [
      '{ viewer { userId } }',
      `{ __typename node(id: "${accountId}") { id } }`,
      '{ ...F } fragment F on Query { tags { totalCount } }',
      '{ _entities(representations: []) { __typename } }',
    ]
    for (const query of queries) {
      const { status, body } = await ask(gateway(), await authorization(), query)
      expect({ status, codes: body.errors?.map(({ extensions }) => extensions.code), data: body.data ?? null }).toEqual(
        {
          status: 401,
          codes: ['UNAUTHENTICATED'],
          data: null,
        },
      )
    }
  })

  test.each(Object.entries(refused))('%s: writes nothing', async (_name, authorization) => {
    const before = await dump(gateway(), everyStamp)
    const query = `mutation { patchAccount(input: { accountId: "${accountId}", name: "West" }) { userErrors { code } } }`
    expect(await ask(gateway(), await authorization(), query)).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    })
    expect(await dump(gateway(), everyStamp)).toEqual(before)
  })

  test.each(Object.entries(refused))('%s: may know the schema', async (_name, authorization) => {
    const query = '{ __typename __schema { queryType { name } } _service { sdl } }'
    expect(await ask(gateway(), await authorization(), query)).toMatchObject({
      status: 200,
      body: { data: { __typename: 'Query', __schema: { queryType: { name: 'Query' } } } },
    })
  })

  test('clocks may differ by half a minute', async () => {
    const { status } = await ask(gateway(), await bearer({ exp: now() - 20, nbf: now() + 20 }), '{ viewer { userId } }')
    expect(status).toBe(200)
  })

  test('claims that are left out give nothing, and are no fault', async () => {
    const { body } = await ask(
      gateway(),
      `Bearer ${await tokenOf({ sub: 'viv' })}`,
      '{ viewer { roles } accounts { totalCount } }',
    )
    expect(body).toEqual({ data: { viewer: { roles: [] }, accounts: { totalCount: 0 } } })
  })
})

function signed(secret: string, alg: string): Promise<string> {
  return new SignJWT({ ...administrator, exp: now() + 60 })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret))
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
