import { v7 as uuidv7 } from 'uuid'
import type { Viewer } from '../auth/viewer.ts'
import type { ContextParts } from '../context.ts'
import type { Database } from '../database/database.ts'
import { createLog } from '../log.ts'

/** The context of who works on the database itself with a command: they see everything, and write under its name. */
export function operatorParts(command: string, database: Database): ContextParts {
  const viewer: Viewer = { userId: command, roles: ['SystemAdministrator'], accountIds: [], customerIds: [] }
  const log = createLog('silent')
  const makers = { now: () => new Date(), newId: uuidv7 }
  return { requestId: command, log, database, fields: new Map(), viewer, refusal: null, ...makers }
}
