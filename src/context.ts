import type { Logger } from 'pino'
import type { Viewer } from './auth/viewer.ts'
import type { ChangeFeed } from './change/feed.ts'
import type { RequestError } from './core/errors.ts'
import type { Database, Transaction } from './database/database.ts'
import { inTurns } from './database/in-turns.ts'
import { type Rehearsal, rehearse } from './database/rehearsal.ts'
import type { Loaders } from './fields/follow.ts'
import type { FieldsByType } from './fields/selection.ts'
import type { Meter } from './rate-limit/limiter.ts'
import { type Scope, scopeOf } from './visibility/scope.ts'
import { type Visible, visibleTo } from './visibility/visible.ts'

/** What one request carries. */
export interface Context {
  readonly requestId: string
  readonly log: Logger
  /** What is read; while a write is rehearsed, as that would leave it. */
  readonly database: Database
  /**
   * Where look-ups may be read together with those of other requests; null where each reads its own from `database`:
   * while a write is rehearsed, or where a statement costs no round trip.
   */
  shared(): Database | null
  readonly fields: FieldsByType
  /** Who asks. A viewer without roles, who sees nothing, where `refusal` tells why nobody could be made out. */
  readonly viewer: Viewer
  readonly refusal: RequestError | null
  readonly loaders: Loaders
  /** The changes as they come, where a request is answered as long as they do. */
  readonly feed?: ChangeFeed | undefined
  /** What the request costs its user, where that is counted. */
  readonly meter?: Meter | undefined
  /** Whether webhooks may be sent to private and loopback addresses; not where left out. */
  readonly allowPrivateWebhooks?: boolean | undefined
  readonly now: () => Date
  readonly newId: () => string
  /** What the viewer may see; asked of the database once a request, and anew after a write. */
  visible(): Promise<Visible>
  /** Forgets all that was read, as a write may have changed it. */
  forget(): void
  /**
   * Does `work` in a transaction that is never committed, and reads from that until the next write, or until the request
   * is answered.
   */
  rehearse<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value>
  /** Undoes what is rehearsed, if anything is. */
  endRehearsal(): Promise<void>
}

/** What a context is made of; the rest follows. */
export type ContextParts = Omit<Context, 'shared' | 'loaders' | 'visible' | 'forget' | 'rehearse' | 'endRehearsal'>

export function makeContext(parts: ContextParts): Context {
  const { requestId, log, fields, viewer, refusal, feed, meter, allowPrivateWebhooks, now, newId } = parts
  const loaders: Loaders = new Map()
  let scope: Promise<Scope> | null = null
  let rehearsal: Rehearsal | null = null
  // Whoever copies the context keeps this very object, whatever is rehearsed later.
  const stored: Database = { ...parts.database, rows: inTurns(parts.database) }
  const database: Database = { ...stored, rows: (statement, options) => (rehearsal ?? stored).rows(statement, options) }
  const forget = () => {
    loaders.clear()
    scope = null
  }
  return {
    requestId,
    log,
    database,
    fields,
    viewer,
    refusal,
    feed,
    meter,
    allowPrivateWebhooks,
    now,
    newId,
    shared: () => (rehearsal === null && stored.gathers ? stored : null),
    loaders,
    async visible() {
      scope ??= scopeOf(database, viewer)
      return visibleTo(await scope, parts.database.dialect)
    },
    forget,
    async rehearse(work) {
      const begun = await rehearse(parts.database, work)
      rehearsal = begun
      return begun.value
    },
    async endRehearsal() {
      const begun = rehearsal
      rehearsal = null
      forget()
      await begun?.end()
    },
  }
}
