import type { Logger } from 'pino'
import type { Viewer } from './auth/viewer.ts'
import type { RequestError } from './core/errors.ts'
import type { Database } from './database/database.ts'
import type { Loaders } from './fields/follow.ts'
import type { FieldsByType } from './fields/selection.ts'
import { type Scope, scopeOf } from './visibility/scope.ts'
import { type Visible, visibleTo } from './visibility/visible.ts'

/** What one request carries. */
export interface Context {
  readonly requestId: string
  readonly log: Logger
  readonly database: Database
  readonly fields: FieldsByType
  /** Who asks. A viewer without roles, who sees nothing, where `refusal` tells why nobody could be made out. */
  readonly viewer: Viewer
  readonly refusal: RequestError | null
  readonly loaders: Loaders
  readonly now: () => Date
  readonly newId: () => string
  /** What the viewer may see; asked of the database once a request, and anew after a write. */
  visible(): Promise<Visible>
  /** Forgets all that was read, as a write may have changed it. */
  forget(): void
}

/** What a context is made of; the rest follows. */
export type ContextParts = Omit<Context, 'loaders' | 'visible' | 'forget'>

export function makeContext(parts: ContextParts): Context {
  const loaders: Loaders = new Map()
  let scope: Promise<Scope> | null = null
  return {
    ...parts,
    loaders,
    async visible() {
      scope ??= scopeOf(parts.database, parts.viewer)
      return visibleTo(await scope, parts.database.dialect)
    },
    forget() {
      loaders.clear()
      scope = null
    },
  }
}
