import fc from 'fast-check'
import { daysOfWeek, schedulingRuleFrequencies, simpleSchedulingRuleTypes } from '../../../src/schedule/model.ts'
import { tagColors } from '../../../src/tag/model.ts'

const awkward = [
  '',
  ' ',
  'null',
  'True',
  '0',
  ' outer ',
  '{ a }',
  '[',
  ']',
  'a,b',
  'a:b',
  '"',
  '""',
  '=1+1',
  '<&>',
  ']]>',
  '\r\n',
  '\u2028',
  '😀',
]
/** Texts that the domain takes: no control characters but tabs and line ends; XML has no U+FFFE and U+FFFF. */
export const anyText = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: 'binary' }).map((text) => text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')),
)
const anyNumber = fc.oneof(
  fc.constantFrom(0, 0.1, 1e21, -1e-7, Number.MAX_VALUE, Number.MIN_VALUE),
  // No format writes the sign of zero.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
)
const anyInt = fc.integer()
const anyName = fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor', 'toString', 'a'))

const { struct } = fc.letrec<{ struct: Record<string, object>; value: object }>((tie) => ({
  struct: fc.dictionary(anyName, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  value: record({
    boolValue: fc.boolean(),
    stringValue: anyText,
    numberValue: anyNumber,
    listValue: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('struct'), { maxLength: 2 })),
    structValue: fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('struct')),
  }),
}))

const ints = fc.array(anyInt, { maxLength: 3 })
const rule = record({
  id: anyText,
  name: anyText,
  priority: anyInt,
  state: anyText,
  simpleRuleType: fc.constantFrom(...simpleSchedulingRuleTypes),
  flowParams: struct,
  isAllDay: fc.boolean(),
  startTime: anyText,
  byMonth: ints,
  byMonthDay: ints,
  byDay: fc.array(record({ offset: anyInt, dayOfWeek: fc.constantFrom(...daysOfWeek) }), { maxLength: 2 }),
  interval: anyInt,
  frequency: fc.constantFrom(...schedulingRuleFrequencies),
})

const item = record({ baseCost: anyNumber, rawUnitMultiplier: anyNumber, unitCost: anyNumber, allowance: anyInt })
const tag = record({ id: anyText, name: anyText, color: fc.constantFrom(...tagColors) })

/** A customer as JSON has it: any members left out, unknown billing items, empty lists and maps. */
export const anyCustomer = record({
  accountId: anyText,
  parentCustomerId: anyText,
  breadcrumb: fc.array(record({ id: anyText, name: anyText }), { maxLength: 2 }),
  isStaging: fc.boolean(),
  name: anyText,
  referenceId: anyText,
  data: struct,
  tags: fc.array(tag, { maxLength: 3 }),
  schedule: record({
    timeZoneId: anyText,
    inherit: fc.boolean(),
    rules: fc.array(rule, { maxLength: 2 }),
    defaultState: anyText,
  }),
  integrationData: fc.dictionary(anyName, record({ thirdPartyId: anyText }), { maxKeys: 2, noNullPrototype: true }),
  overrideBillingSettings: fc.boolean(),
  billingSettings: record({ base: item, aiInsights: item, aiMessages: item, eSims: item, aB: item, tV2: item }),
  appSettings: record({ enableDialer: fc.boolean(), customCss: anyText }),
  id: anyText,
  dateCreated: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
})

function record(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc.record(members, { requiredKeys: [], noNullPrototype: true })
}
