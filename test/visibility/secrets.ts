import type { View } from './rules.ts'

/**
 * What of the world an answer shows although the viewer may not see it: ids, and members of unmanaged accounts.
 * @param restored customers that were deleted, and are not now.
 */
export function secretsIn(
  { world, managedIds, ...seen }: View,
  answer: unknown,
  restored: readonly object[] = [],
): readonly string[] {
  const text = JSON.stringify(answer)
  const visible = new Set<object>([...seen.accounts, ...seen.customers, ...seen.tags, ...seen.webhooks, ...restored])
  const hidden = [...world.accounts, ...world.customers, ...world.deleted, ...world.tags, ...world.webhooks].filter(
    (row) => !visible.has(row),
  )
  const unmanaged = world.accounts.filter(({ id }) => !managedIds.has(id))
  const members = unmanaged.flatMap(({ twilioAccountSid, trustHubProfileSid }) => [
    twilioAccountSid,
    trustHubProfileSid,
  ])
  return [...hidden.map(({ id }) => id), ...members].filter((secret) => text.includes(secret))
}
