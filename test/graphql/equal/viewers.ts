import type { Viewer } from '../../../src/auth/viewer.ts'
import { administrator, customer, type Gateway, manager } from '../../support/gateway.ts'
import type { Names } from './names.ts'

/** Who asks, by the header `Authorization`; most often one who sees much. */
export async function authorizations(gateway: Gateway, names: Names): Promise<readonly (string | null)[]> {
  const sample = (list: readonly string[], part: number) => list[Math.floor(part * list.length)] ?? ''
  const [managed, other] = [sample(names.accounts, 0.1), sample(names.accounts, 0.5)]
  const samples = [0, 0.2, 0.4].map((part) => sample(names.customers, part))
  const several: Viewer = {
    userId: 'sam',
    roles: ['Manager', 'Customer'],
    accountIds: ['odd-deep', managed],
    customerIds: ['odd-below-1', ...samples],
  }
  const viewers = [
    ...Array.from({ length: 10 }, () => administrator),
    manager('odd'),
    manager('odd', managed, other),
    manager('odd-below', 'nowhere'),
    customer('odd-0', 'odd-7', ...samples),
    customer('odd-below-1', 'odd-13'),
    several,
    { ...several, roles: ['Customer'] } satisfies Viewer,
    { ...several, roles: [] },
  ]
  const tokens = viewers.map(async (viewer) => `Bearer ${await gateway.app.keys.sign?.(viewer, 3600)}`)
  const expired = `Bearer ${await gateway.app.keys.sign?.(administrator, -3600)}`
  return [...(await Promise.all(tokens)), null, expired]
}
