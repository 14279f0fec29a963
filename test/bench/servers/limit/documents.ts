import type { StoredAppSettings } from '../../../../src/app-settings/model.ts'
import { billingItemKinds, type StoredBillingSettings } from '../../../../src/billing/model.ts'
import { toPlain } from '../../../../src/core/struct.ts'
import type { StoredRule, StoredSchedule } from '../../../../src/schedule/model.ts'
import { listJson, textJson } from './json.ts'

/** A stored schedule as GraphQL answers it. */
export function scheduleJson(document: string): string {
  const schedule: StoredSchedule = JSON.parse(document)
  return `{"timeZoneId":${textJson(schedule.timeZoneId)},"inherit":${schedule.inherit ?? false},"forceClosed":${
    schedule.forceClosed ?? false
  },"defaultState":${textJson(schedule.defaultState)},"rules":[${schedule.rules?.map(ruleJson).join(',') ?? ''}]}`
}

function ruleJson(rule: StoredRule): string {
  const { flowParams } = rule
  const days = rule.byDay?.map(({ offset, dayOfWeek }) => `{"offset":${offset ?? 0},"dayOfWeek":"${dayOfWeek}"}`)
  return `{"id":${textJson(rule.id)},"name":${textJson(rule.name)},"priority":${rule.priority ?? 0},"state":${textJson(
    rule.state,
  )},"source":${textJson(rule.source)},"condition":${textJson(rule.condition)},"simpleRuleType":"${
    rule.simpleRuleType ?? 'Always'
  }","customerState":${textJson(rule.customerState)},"flowId":${textJson(rule.flowId)},"flowParams":${
    flowParams ? JSON.stringify(toPlain(flowParams)) : 'null'
  },"isAllDay":${rule.isAllDay ?? false},"startDate":${textJson(rule.startDate)},"startTime":${textJson(
    rule.startTime,
  )},"endTime":${textJson(rule.endTime)},"bySetPosition":${listJson(rule.bySetPosition)},"byMonth":${listJson(
    rule.byMonth,
  )},"byWeekNo":${listJson(rule.byWeekNo)},"byYearDay":${listJson(rule.byYearDay)},"byMonthDay":${listJson(
    rule.byMonthDay,
  )},"byDay":${listJson(days)},"byHour":${listJson(rule.byHour)},"byMinute":${listJson(rule.byMinute)},"interval":${
    rule.interval ?? 0
  },"count":${rule.count ?? 0},"untilDate":${textJson(rule.untilDate)},"frequency":"${rule.frequency ?? 'None'}"}`
}

/** Stored billing settings as GraphQL answers them; null where there are none. */
export function billingJson(document: string | null): string {
  if (document === null) return 'null'
  const settings: StoredBillingSettings = JSON.parse(document)
  const items = billingItemKinds.map((kind) => {
    const item = settings[kind]
    return item === undefined
      ? `"${kind}":null`
      : `"${kind}":{"baseCost":${item.baseCost},"rawUnitMultiplier":${item.rawUnitMultiplier},"unitCost":${item.unitCost},"allowance":${item.allowance}}`
  })
  return `{${items.join(',')}}`
}

/** Stored app settings as GraphQL answers them; null where there are none. */
export function appSettingsJson(document: string | null): string {
  if (document === null) return 'null'
  const settings: StoredAppSettings = JSON.parse(document)
  return `{"enablePhoneNumberManagement":${settings.enablePhoneNumberManagement ?? false},"enableDeviceManagement":${
    settings.enableDeviceManagement ?? false
  },"enableDialer":${settings.enableDialer ?? false},"enableCallHistory":${
    settings.enableCallHistory ?? false
  },"enableAssistants":${settings.enableAssistants ?? false},"showFileNameInMessageCenter":${
    settings.showFileNameInMessageCenter ?? false
  },"chakraTheme":${textJson(settings.chakraTheme)},"customCss":${textJson(settings.customCss)},"pageTitle":${textJson(
    settings.pageTitle,
  )},"stringMappings":${textJson(settings.stringMappings)},"logoutUrl":${textJson(
    settings.logoutUrl,
  )},"portMyNumberUrl":${textJson(settings.portMyNumberUrl)}}`
}
