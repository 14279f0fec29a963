import { assertObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { fieldsByType, makeSchema } from '../../src/graphql/schema.ts'

const schema = await makeSchema()

/** The fields of a type, by whether something resolves them. */
function fieldsOf(typeName: string): [string, boolean][] {
  const fields = assertObjectType(schema.getType(typeName)).getFields()
  return Object.values(fields).map(({ name, resolve }) => [name, resolve !== undefined])
}

test.each([...fieldsByType.keys()].filter((typeName) => typeName !== 'Query'))(
  '%s: what is described as a column has no resolver, all else has one',
  (typeName) => {
    const described = fieldsByType.get(typeName) ?? {}
    const expected = fieldsOf(typeName).map(([name]) => [name, (described[name]?.kind ?? 'column') !== 'column'])
    expect(fieldsOf(typeName)).toEqual(expected)
    expect(fieldsOf(typeName).map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(described)))
  },
)

test('at the root, what is described has a resolver as well', () => {
  expect(fieldsOf('Query')).toEqual(
    expect.arrayContaining(Object.keys(fieldsByType.get('Query') ?? {}).map((name) => [name, true])),
  )
})

test.each(['Account', 'Customer', 'CustomerChange', 'Tag', 'Webhook', 'WebhookDelivery'])(
  '%s, which has rows: every field is described',
  (typeName) => {
    const names = fieldsOf(typeName).map(([name]) => name)
    expect(Object.keys(fieldsByType.get(typeName) ?? {}).sort()).toEqual(names.sort())
  },
)
