import { type CompiledSchedule, compileSchedule } from '../../../../src/schedule/compile.ts'
import { decisionAt } from '../../../../src/schedule/evaluate.ts'
import { type Line, zoneOf } from '../../../../src/schedule/line.ts'
import { completeSchedule } from '../../../../src/schedule/model.ts'
import { connectionJson, pageStatement, pathAt, readAfter } from './customers.ts'
import type { Database, Row } from './database.ts'
import { billingJson } from './documents.ts'
import { textJson } from './json.ts'
import type { Operation } from './reads.ts'
import { ancestorPaths } from './wide-reads.ts'

const pathWidth = 8
const maxKept = 20_000

/** What a customer passes on to those below it. */
interface Node {
  readonly overridesBilling: boolean
  readonly billing: string | null
  readonly schedule: CompiledSchedule
}

/**
 * Q7: a page, all that lies above it, and the accounts above theirs. Schedules are evaluated by the gateway's own rules,
 * which are no part of what is compared, and compiled once for each text.
 */
export function effectiveReads(database: Database): Operation {
  const own = ', c."overrideBillingSettings", c."billingSettings", c."schedule"'
  const page = pageStatement(database, 'Q7', {
    columns: own,
    where: `c."accountId" = $1 and ${database.visible}`,
    parameters: 1,
  })
  const above = database.statement('above', `select c."path"${own} from "Customer" c where c."path" = any($1::text[])`)
  const billingOfAccount = database.statement(
    'billingOfAccount',
    `select a."billingSettings" from "Account" c join "Account" a on a."path" = any (
       array(select substr(c."path", 1, g * ${pathWidth}) from generate_series(1, length(c."path") / ${pathWidth}) g)
     ) where c."id" = $1 and a."billingSettings" is not null order by a."path" desc limit 1`,
  )
  const kept = new Map<string, CompiledSchedule>()
  const compile = (document: string) => {
    const known = kept.get(document)
    if (known !== undefined) return known
    const compiled = compileSchedule(completeSchedule(JSON.parse(document)))
    if (kept.size >= maxKept) kept.clear()
    kept.set(document, compiled)
    return compiled
  }
  const toNode = (row: Row, from: number): Node => ({
    overridesBilling: row[from] === true,
    billing: typeof row[from + 1] === 'string' ? String(row[from + 1]) : null,
    schedule: compile(String(row[from + 2])),
  })

  return async ({ accountId, after, at }) => {
    const [rows, accounts] = await Promise.all([page([accountId], readAfter(after)), billingOfAccount(accountId)])
    const nodes = new Map<string, Node>()
    for (const row of await above(ancestorPaths(rows))) nodes.set(String(row[0]), toNode(row, 1))
    const instant = Math.floor(Date.parse(String(at)) / 1000)
    const ofAccount = accounts[0] === undefined ? null : String(accounts[0][0])
    const toJson = (row: Row) => {
      const path = String(row[pathAt])
      const self = toNode(row, pathAt + 1)
      const line = [self]
      for (let end = path.length - pathWidth; end > 0; end -= pathWidth) {
        const node = nodes.get(path.slice(0, end))
        if (node !== undefined) line.push(node)
      }
      const source = line.find(({ overridesBilling }) => overridesBilling)
      const settings = billingJson((source === undefined ? ofAccount : source.billing) ?? '{}')
      const schedules: Line = [self.schedule, ...line.slice(1).map(({ schedule }) => schedule)]
      const { stateName, source: cause } = decisionAt(schedules, instant)
      return `"id":${textJson(row[0])},"name":${textJson(row[1])},"effectiveBillingSettings":{"inherited":${source !== self},"settings":${settings}},"scheduleState":{"stateName":${textJson(stateName)},"source":"${cause}","timeZoneId":${textJson(zoneOf(schedules).timeZoneId)}}`
    }
    return `{"data":{"customers":${connectionJson(rows, toJson)}}}`
  }
}
