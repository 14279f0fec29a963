import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { createTurns, type InTurn } from '../auth/turns.ts'
import type { ChangeFeed, Follower } from '../change/feed.ts'
import { changeTable } from '../change/model.ts'
import { makeContext } from '../context.ts'
import { isUnavailable } from '../core/errors.ts'
import { within } from '../core/within.ts'
import { changesById } from '../customer/history.ts'
import type { Database } from '../database/database.ts'
import { toMessage } from './message.ts'
import { type AttemptOutcome, nextAttempt } from './model.ts'
import type { Poster } from './post.ts'
import {
  type Agenda,
  type Claimed,
  claimDeliveries,
  makeDeliveries,
  readAgenda,
  type Settlement,
  settleDeliveries,
} from './store.ts'

/** Messages on their way to one webhook at once. */
const postedAtOnce = 8
/** Deliveries that one process has claimed, in all and for one webhook: a slow receiver leaves room for others. */
const claimedAtOnce = { all: 1_024, webhook: 64 } as const
/** How long a claim holds; then another process may try. */
const leaseMs = 60_000
/** Longer than an attempt takes: with less left of its claim none is begun. */
const attemptMs = 15_000
/** What ends within this time is stored together, and others are claimed for it. */
const gatherMs = 10
/** How often to look for deliveries whose time has come, and for webhooks where there was none. */
const defaultLookMs = 1_000

export interface SenderParts {
  readonly database: Database
  readonly feed: ChangeFeed
  readonly poster: Poster
  readonly log: Logger
  readonly now: () => Date
  readonly newId: () => string
  /** From 0 to 1; how much longer pauses are. */
  readonly random: () => number
  /** How often to look for what is due; every second where left out. */
  readonly lookMs?: number
  onAttempt(outcome: AttemptOutcome): void
}

/** Sends changes to webhooks, together with the senders of other processes, until it is stopped. */
export interface Sender {
  /** Claims nothing more, waits for what is under way for at most `graceMs`, breaks off the rest, and stores what came of it. */
  stop(graceMs: number): Promise<void>
}

/**
 * Starts sending. Deliveries are rows that are made when they are due, at first from the feed's settled changes. Whoever
 * claims one may try it for a minute, so nothing is lost with a process, and what it was about to store is sent again.
 * Where there is no webhook it costs a small statement now and then.
 */
export function startSender(parts: SenderParts): Sender {
  const { database, log, now, lookMs = defaultLookMs } = parts
  const settled = followSettled(parts.feed, () => wake())
  const underWay = new Map<string, { readonly webhookId: string; readonly done: Promise<void> }>()
  const turnsOf = new Map<string, InTurn>()
  let settlements: Settlement[] = []
  let isStopping = false
  let isAway = false
  let wake = () => {}

  const store = async (agendas: readonly Agenda[]): Promise<void> => {
    const free = isStopping ? [] : shareOut(agendas, [...underWay.values()])
    if (settlements.length === 0 && free.length === 0) return
    const taken = [...settlements]
    const { left, claims } = await database.transaction(async (tx) => {
      const left = await settleDeliveries(tx, taken)
      const [from, until] = [now(), new Date(now().getTime() + leaseMs)]
      const claims = []
      for (const { agenda, count } of free) {
        const webhookId = agenda.id
        claims.push({ agenda, deliveries: await claimDeliveries(tx, { webhookId, count, now: from, until }) })
      }
      return { left, claims }
    })
    settlements = settlements.filter((each) => !taken.includes(each) || left.includes(each))
    for (const { agenda, deliveries } of claims) if (deliveries.length > 0) send(agenda, deliveries)
  }

  const send = (webhook: Agenda, deliveries: readonly Claimed[]): void => {
    const messages = readChanges(parts, webhook, deliveries)
    // It may fail before anybody waits for it.
    messages.catch(() => {})
    const inTurn = turnsOf.get(webhook.id) ?? createTurns(postedAtOnce, Number.POSITIVE_INFINITY)
    turnsOf.set(webhook.id, inTurn)
    for (const claimed of deliveries) {
      const wasStopped = () => isStopping
      const isTooLate = () => isStopping || now().getTime() > claimed.nextAttemptAt.getTime() - attemptMs
      const done = inTurn(async () => {
        const settlement = isTooLate() ? null : await attempt(parts, { webhook, claimed, messages, wasStopped })
        settlements.push(settlement ?? release(claimed, now()))
      })
        // The claim ends by itself.
        .catch((err) => log.warn({ err, webhookId: webhook.id }, 'a webhook cannot be sent to'))
        .finally(() => {
          underWay.delete(claimed.id)
          if (![...underWay.values()].some(({ webhookId }) => webhookId === webhook.id)) turnsOf.delete(webhook.id)
          wake()
        })
      underWay.set(claimed.id, { webhookId: webhook.id, done })
    }
  }

  /** Does what there is to do; answers how long nothing else will come of itself. */
  const turn = async (): Promise<number> => {
    const agendas = await readAgenda(database, now())
    if (agendas.length === 0) {
      settled.end()
      return lookMs
    }
    const upTo = await settled.find()
    const isBehind = agendas.some(({ position }) => position < upTo)
    const isMore = isBehind && (await makeDeliveries(database, upTo, now()))
    await store(isBehind ? await readAgenda(database, now()) : agendas)
    return isMore ? 0 : lookMs
  }

  const run = async (): Promise<void> => {
    while (!isStopping) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const pauseMs = await turn().then(calm, warn)
      if (pauseMs > 0 && !isStopping) await within(pauseMs, woken)
      if (!isStopping) await sleep(gatherMs)
    }
  }

  const warn = (err: unknown): number => {
    if (!isUnavailable(err)) log.error({ err }, 'sending to webhooks failed')
    else if (!isAway) log.warn({ err }, 'sending to webhooks waits for the database')
    isAway = isUnavailable(err)
    return lookMs
  }

  const calm = (pauseMs: number): number => {
    isAway = false
    return pauseMs
  }

  const running = run()
  return {
    async stop(graceMs) {
      isStopping = true
      wake()
      await running
      settled.end()
      await within(graceMs, Promise.all([...underWay.values()].map(({ done }) => done)))
      parts.poster.close()
      await Promise.all([...underWay.values()].map(({ done }) => done))
      await store([]).catch(warn)
    },
  }
}

/** How far changes are settled, once that is asked for; `onMore` is called when it is further. */
function followSettled(feed: ChangeFeed, onMore: () => void) {
  let follower: Follower | null = null
  const watch = async (follower: Follower) => {
    for (let position = follower.start; ; position = follower.settled()) {
      if ((await follower.next(position, () => true)) === null) return
      onMore()
    }
  }
  return {
    async find(): Promise<number> {
      if (follower === null) {
        follower = await feed.follow(null)
        void watch(follower)
      }
      return follower.settled()
    },
    end() {
      follower?.end()
      follower = null
    },
  }
}

/** How many deliveries to claim of which webhook; those with the fewest under way come first. */
function shareOut(agendas: readonly Agenda[], underWay: readonly { readonly webhookId: string }[]) {
  const ownOf = new Map<string, number>()
  for (const { webhookId } of underWay) ownOf.set(webhookId, (ownOf.get(webhookId) ?? 0) + 1)
  let left = claimedAtOnce.all - underWay.length
  return agendas
    .filter(({ isDue }) => isDue)
    .map((agenda) => ({ agenda, own: ownOf.get(agenda.id) ?? 0 }))
    .sort((one, other) => one.own - other.own)
    .flatMap(({ agenda, own }) => {
      const count = Math.min(left, claimedAtOnce.webhook - own)
      left -= count
      return count > 0 ? [{ agenda, count }] : []
    })
}

/** Gives a claim back: another process may try at once. */
function release(claimed: Claimed, now: Date): Settlement {
  const { status, attempts, lastStatusCode, lastAttemptAt } = claimed
  return { claimed, status, attempts, lastStatusCode, lastAttemptAt, nextAttemptAt: now }
}

/** The changes of deliveries, as a Manager of the webhook's account sees them. */
async function readChanges(
  { database, log, now, newId }: SenderParts,
  { accountId }: Agenda,
  deliveries: readonly Claimed[],
) {
  const viewer = { userId: 'webhook', roles: ['Manager'] as const, accountIds: [accountId], customerIds: [] }
  const requestId = newId()
  const context = makeContext({ requestId, log, database, fields: new Map(), viewer, refusal: null, now, newId })
  const changeIds = deliveries.map(({ changeId }) => changeId)
  return changesById.read(context, changeIds, new Set(Object.keys(changeTable.columns)), undefined)
}

interface Attempt {
  readonly webhook: Agenda
  readonly claimed: Claimed
  readonly messages: ReturnType<typeof readChanges>
  wasStopped(): boolean
}

/** Sends one message; null where its change has been purged since, or where it was broken off by a stop. */
async function attempt(
  parts: SenderParts,
  { webhook, claimed, messages, wasStopped }: Attempt,
): Promise<Settlement | null> {
  const change = (await messages).get(claimed.changeId)
  if (!change) return null
  const startedAt = parts.now()
  const message = toMessage(change, { delivery: claimed, secret: webhook.secret, now: startedAt })
  const answer = await parts.poster.post(webhook.url, message).then(
    (status) => ({ status, reason: null }),
    (error) => ({ status: null, reason: reasonOf(error) }),
  )
  if (answer.status === null && wasStopped()) return null
  const attempts = claimed.attempts + 1
  const failed = { attempts, statusCode: answer.status, dateCreated: claimed.dateCreated }
  const nextAttemptAt = isSuccess(answer.status) ? null : nextAttempt(failed, parts.now(), parts.random())
  const outcome = isSuccess(answer.status) ? 'Delivered' : nextAttemptAt === null ? 'Parked' : 'Retrying'
  const about = { webhookId: webhook.id, deliveryId: claimed.id, attempts, outcome, ...answer }
  parts.log[logLevels[outcome]](about, 'webhook')
  parts.onAttempt(outcome)
  const last = { attempts, lastStatusCode: answer.status, lastAttemptAt: startedAt }
  return { claimed, status: outcome, ...last, nextAttemptAt }
}

const logLevels = { Delivered: 'debug', Retrying: 'info', Parked: 'warn' } as const

function isSuccess(statusCode: number | null): boolean {
  return statusCode !== null && statusCode >= 200 && statusCode < 300
}

/** Why there was no answer, in a word: messages of errors name addresses, which may hold secrets. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
