import type { Context } from '../context.ts'

/** Ways on which many answers may come. */
export type Transport = 'websocket' | 'sse'

/** Told of every subscription that begins, of its events, and of its end. */
export type OnStream = (seen: { readonly transport: Transport; readonly what: 'begin' | 'event' | 'end' }) => void

/** One subscription, as it is watched. */
export interface StreamWatch {
  begin(): void
  event(): void
  end(): void
}

/** Reports what comes and goes on a subscription, and logs its beginning and end. */
export function watchStream(
  { log }: Context,
  transport: Transport,
  operation: string,
  onStream: OnStream,
): StreamWatch {
  let events = 0
  let startedAt = 0
  return {
    begin() {
      startedAt = performance.now()
      onStream({ transport, what: 'begin' })
      log.info({ operation, transport }, 'subscription begins')
    },
    event() {
      events++
      onStream({ transport, what: 'event' })
    },
    end() {
      onStream({ transport, what: 'end' })
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10
      log.info({ operation, transport, events, seconds }, 'subscription ends')
    },
  }
}
