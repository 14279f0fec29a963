import type { App } from '../app.ts'
import type { MetricValues } from '../http/metrics.ts'
import type { ToPrimary, ToWorker } from './worker-messages.ts'

/** A worker's side of its talk with the primary. */
export interface PrimaryLink {
  /** The metrics of all workers, this one's included. */
  gatherMetrics(): Promise<readonly MetricValues[]>
  /** Says that it serves, and answers what the primary asks from now on. */
  serving(app: App): void
}

export function linkToPrimary(): PrimaryLink {
  const gathering = new Map<number, (all: readonly MetricValues[]) => void>()
  let asked = 0
  return {
    gatherMetrics: () =>
      new Promise((resolve) => {
        asked++
        gathering.set(asked, resolve)
        send({ kind: 'gather', id: asked })
      }),
    serving(app) {
      // Nobody but the primary writes to this channel.
      process.on('message', async (message: ToWorker) => {
        switch (message.kind) {
          case 'tell-metrics':
            send({ kind: 'metrics', id: message.id, values: await app.metrics() })
            break
          case 'gathered':
            gathering.get(message.id)?.(message.all)
            gathering.delete(message.id)
        }
      })
      send({ kind: 'serving', url: app.url })
    },
  }
}

function send(message: ToPrimary): void {
  process.send?.(message)
}
