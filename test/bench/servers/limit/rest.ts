import type { StoredAppSettings } from '../../../../src/app-settings/model.ts'
import { completeAppSettings } from '../../../../src/app-settings/model.ts'
import type { StoredRule, StoredSchedule } from '../../../../src/schedule/model.ts'
import type { Database, Row } from './database.ts'
import { listJson, textJson } from './json.ts'

const pathWidth = 8
const chunkSize = 500

const relations = `(
    select json_agg(json_build_object('id', p."id", 'name', p."name") order by p."path") from "Customer" p
    where p."path" = any (
      array(select substr(c."path", 1, g * ${pathWidth}) from generate_series(1, length(c."path") / ${pathWidth} - 1) g)
    )
  ), a."name", (
    select json_agg(json_build_object('id', t."id", 'name', t."name", 'color', t."color") order by t."nameKey", t."id")
    from "CustomerTag" ct join "Tag" t on t."id" = ct."tagId" where ct."customerId" = c."id"
  )`
const columns = `c."id", c."accountId", c."parentCustomerId", c."isStaging", c."name", c."referenceId", c."data",
  c."schedule", c."integrationData", c."overrideBillingSettings", c."billingSettings", c."overrideAppSettings",
  c."appSettings", c."dateCreated", c."dateLastModified", c."createdBy", c."lastModifiedBy", c."nameKey", ${relations}`
const nameKeyAt = 17

/** R1 and the export: CustomerInfo as JSON. */
export interface Rest {
  page(page: number, size: number): Promise<string>
  all(): AsyncGenerator<string>
}

export function rest(database: Database): Rest {
  const { visible } = database
  const select = (around: string) => `select ${columns}
    from (select c.* from "Customer" c where ${visible} ${around}) c join "Account" a on a."id" = c."accountId"
    order by c."nameKey", c."id"`
  const byName = 'order by c."nameKey", c."id"'
  const page = database.statement('R1', select(`${byName} limit $1 offset $2`))
  const count = database.statement('R1 count', `select count(*) from "Customer" c where ${visible}`)
  const chunk = database.statement('chunk', select(`and (c."nameKey", c."id") > ($1, $2) ${byName} limit ${chunkSize}`))
  return {
    async page(number, size) {
      const [rows, [counted]] = await Promise.all([page(size, number * size), count()])
      const total = Number(counted?.[0])
      const items = rows.map(infoJson).join(',')
      return `{"items":[${items}],"totalCount":${total},"totalPages":${Math.ceil(total / size)},"hasMorePages":${(number + 1) * size < total}}`
    },
    async *all() {
      let after: readonly unknown[] = ['', '']
      let total = 0
      yield '{"items":['
      for (let rows = await chunk(...after); rows.length > 0; rows = await chunk(...after)) {
        yield `${total === 0 ? '' : ','}${rows.map(infoJson).join(',')}`
        total += rows.length
        const last = rows.at(-1)
        after = [last?.[nameKeyAt], last?.[0]]
      }
      yield `],"totalCount":${total},"totalPages":${total === 0 ? 0 : 1},"hasMorePages":false}`
    },
  }
}

function infoJson(row: Row): string {
  return `{"accountId":${textJson(row[1])},${member('parentCustomerId', row[2])}"breadcrumb":${row[18] ?? '[]'},"accountName":${textJson(row[19])},"isStaging":${row[3]},"name":${textJson(row[4])},${member('referenceId', row[5])}"data":${row[6]},"tags":${row[20] ?? '[]'},"schedule":${scheduleInfoJson(String(row[7]))},"integrationData":${row[8]},"overrideBillingSettings":${row[9]},${row[10] === null ? '' : `"billingSettings":${row[10]},`}"overrideAppSettings":${row[11]},${row[12] === null ? '' : `"appSettings":${appSettingsInfoJson(String(row[12]))},`}"id":${textJson(row[0])},"dateCreated":"${row[13]}","dateLastModified":"${row[14]}","createdBy":${textJson(row[15])},"lastModifiedBy":${textJson(row[16])}}`
}

/** Nothing for null: the service leaves such members out. */
function member(name: string, value: unknown): string {
  return value === null || value === undefined ? '' : `"${name}":${textJson(value)},`
}

function scheduleInfoJson(document: string): string {
  const schedule: StoredSchedule = JSON.parse(document)
  const defaultState = schedule.defaultState === undefined ? '' : `,"defaultState":${textJson(schedule.defaultState)}`
  return `{${member('timeZoneId', schedule.timeZoneId)}"inherit":${schedule.inherit ?? false},"forceClosed":${schedule.forceClosed ?? false},"rules":[${schedule.rules?.map(ruleInfoJson).join(',') ?? ''}]${defaultState}}`
}

function ruleInfoJson(rule: StoredRule): string {
  const days = rule.byDay?.map(({ offset, dayOfWeek }) => `{"offset":${offset ?? 0},"dayOfWeek":"${dayOfWeek}"}`)
  const flowParams = rule.flowParams ? `"flowParams":${JSON.stringify(rule.flowParams)},` : ''
  const texts = `${member('name', rule.name)}${member('state', rule.state)}${member('source', rule.source)}${member('condition', rule.condition)}${member('customerState', rule.customerState)}${member('flowId', rule.flowId)}${member('startDate', rule.startDate)}${member('startTime', rule.startTime)}${member('endTime', rule.endTime)}${member('untilDate', rule.untilDate)}`
  return `{"id":${textJson(rule.id)},${texts}${flowParams}"priority":${rule.priority ?? 0},"simpleRuleType":"${rule.simpleRuleType ?? 'Always'}","isAllDay":${rule.isAllDay ?? false},"bySetPosition":${listJson(rule.bySetPosition)},"byMonth":${listJson(rule.byMonth)},"byWeekNo":${listJson(rule.byWeekNo)},"byYearDay":${listJson(rule.byYearDay)},"byMonthDay":${listJson(rule.byMonthDay)},"byDay":${listJson(days)},"byHour":${listJson(rule.byHour)},"byMinute":${listJson(rule.byMinute)},"interval":${rule.interval ?? 0},"count":${rule.count ?? 0},"frequency":"${rule.frequency ?? 'None'}"}`
}

function appSettingsInfoJson(document: string): string {
  const settings: StoredAppSettings = JSON.parse(document)
  return JSON.stringify(completeAppSettings(settings), (_name, value) => value ?? undefined)
}
