import { randomUUID } from 'node:crypto'

/** The sender's own id of a request where it can stand in a log and a header, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.-]{1,64}$/.test(header) ? header : randomUUID()
}
