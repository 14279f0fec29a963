import { accountCases } from './account-cases.ts'
import type { Case } from './case.ts'
import { customerCases } from './customer-cases.ts'
import type { View } from './rules.ts'
import { webhookCases } from './webhook-cases.ts'

/** One case of every kind: each mutation on each kind of target, and on each kind of parent, account or tag for it. */
export function casesOf(view: View): readonly Case[] {
  const cases = [...customerCases(view), ...accountCases(view), ...webhookCases(view)]
  return [...new Map(cases.map((each) => [keyOf(each), each])).values()]
}

function keyOf({ mutation, kind, verdict, isChange }: Case): string {
  return [mutation, kind, isChange, ...verdict].join()
}
