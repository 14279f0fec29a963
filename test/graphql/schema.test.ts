import { readFile } from 'node:fs/promises'
import { generate, loadCodegenConfig } from '@graphql-codegen/cli'
import {
  buildClientSchema,
  buildSchema,
  findBreakingChanges,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printOwnSchema } from '../../src/graphql/schema.ts'
import { sqliteDatabase } from '../support/databases.ts'
import { administrator, startGateway } from '../support/gateway.ts'

test('the kept SDL is what the classes say; `npm run schema` writes it', async () => {
  expect(await readFile('src/graphql/schema.graphql', 'utf8')).toBe(await printOwnSchema())
})

test('the kept types of operations are what codegen makes; `npm run codegen` writes them', async () => {
  const { config } = await loadCodegenConfig({ configFilePath: 'codegen.yml' })
  for (const { filename, content } of await generate({ ...config, silent: true }, false)) {
    expect(await readFile(filename, 'utf8')).toBe(content)
  }
})

describe('the schema that is served', () => {
  let served: GraphQLSchema
  let stop: () => Promise<void>
  beforeAll(async () => {
    const database = await sqliteDatabase()
    const gateway = await startGateway(database)
    stop = async () => {
      await gateway.app.close()
      await database.drop()
    }
    served = buildClientSchema(
      await gateway.data<IntrospectionQuery>(administrator, getIntrospectionQuery({ inputValueDeprecation: true })),
    )
  })
  afterAll(() => stop())

  test('describes everything', () => {
    const everything = Object.values(served.getTypeMap()).filter(isOurs).flatMap(partsOf)
    expect(everything.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([])
    expect(everything.map(({ name }) => name)).toContain('Customer.children(first)')
  })

  test('contains the contract', async () => {
    const contract = buildSchema(await readFile('test/graphql/contract.graphql', 'utf8'))
    // Names, arguments, members, interfaces; output no looser, input no stricter: what a client would break on.
    expect(findBreakingChanges(contract, served)).toEqual([])
    const defaults = new Map(defaultsOf(served))
    for (const [name, value] of defaultsOf(contract)) expect([name, defaults.get(name)]).toEqual([name, value])
  })
})

/** Federation adds types and fields of its own, whose names begin so. */
const isFederations = ({ name }: { readonly name: string }) => /^_|^link__|^federation__/.test(name)

function isOurs(type: GraphQLNamedType): boolean {
  return !isFederations(type) && !isSpecifiedScalarType(type)
}

interface Part {
  readonly name: string
  readonly description: string | null | undefined
}

/** A type with its fields and arguments, each under its full name; the values of an enum may speak for themselves. */
function partsOf(type: GraphQLNamedType): Part[] {
  return [type, ...membersOf(type).map((member) => ({ ...member, name: `${type.name}.${member.name}` }))]
}

function membersOf(type: GraphQLNamedType): Part[] {
  if (isInputObjectType(type)) return Object.values(type.getFields())
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  const fields = Object.values(type.getFields()).filter((field) => !isFederations(field))
  return fields.flatMap((field) => [
    field,
    ...field.args.map((argument) => ({ ...argument, name: `${field.name}(${argument.name})` })),
  ])
}

function defaultsOf(schema: GraphQLSchema): [string, unknown][] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    const defaults = inputsOf(type).filter(([, { defaultValue }]) => defaultValue !== undefined)
    return defaults.map(([name, { defaultValue }]): [string, unknown] => [`${type.name}.${name}`, defaultValue])
  })
}

function inputsOf(type: GraphQLNamedType): [string, GraphQLArgument | GraphQLInputField][] {
  if (isInputObjectType(type)) return Object.entries(type.getFields())
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.map((argument): [string, GraphQLArgument] => [`${field.name}(${argument.name})`, argument]),
  )
}
