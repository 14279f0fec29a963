import { setTimeout as sleep } from 'node:timers/promises'
import { RequestError } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import { readMoment } from './feed.ts'
import { createFrontier } from './frontier.ts'

const longestMs = 10_000
const pauseMs = 20

/**
 * Waits until the writes that are under way have ended, and answers the id of a change after which all lie that are
 * committed from now on.
 * @throws {RequestError} `UNAVAILABLE` when that takes longer than 10 s.
 */
export async function findSettled(database: Database): Promise<number> {
  const frontier = createFrontier()
  const moment = await readMoment(database)
  frontier.advance(moment)
  for (const deadline = Date.now() + longestMs; frontier.settled < moment.given; await sleep(pauseMs)) {
    if (Date.now() > deadline)
      throw new RequestError('UNAVAILABLE', 'Customers are being written; try again in a moment.')
    frontier.advance(await readMoment(database))
  }
  return frontier.settled
}
