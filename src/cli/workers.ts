import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { late, within } from '../core/within.ts'
import type { MetricValues } from '../http/metrics.ts'
import type { ToPrimary, ToWorker } from './worker-messages.ts'

/** A worker that ends sooner is replaced after a pause, which doubles with each that does. */
const settledMs = 10_000
const pauseMs = { first: 1_000, longest: 30_000 } as const
/** Longer than a worker's own stop may take. */
const stopWithinMs = 12_000
/** A worker that does not tell its metrics by then is left out. */
const gatherWithinMs = 2_000

/** Processes that serve on one port, and share nothing but the database. */
export interface Workers {
  readonly url: string
  /** Has all of them stop, each as a process of its own does. */
  close(): Promise<void>
}

/**
 * Starts `count` of this program, and a new one for each that ends. The first has the database migrated and its samples
 * loaded before the others begin. Where one cannot start, it has said why, and this process ends with its exit code.
 */
export async function startWorkers(count: number, log: Logger): Promise<Workers> {
  const serving = new Set<Worker>()
  const gather = metricsOf(serving)
  let hasStarted = false
  let isStopping = false
  let quickEnds = 0

  /** Answers the address once the worker serves. */
  const start = (): Promise<string> => {
    const worker = cluster.fork()
    const startedAt = performance.now()
    worker.once('exit', (code, signal) => {
      serving.delete(worker)
      if (isStopping) return
      const ended = { worker: worker.process.pid, code, signal }
      if (!hasStarted) endWith(code, ended)
      log.error(ended, 'a worker ended')
      quickEnds = performance.now() - startedAt < settledMs ? quickEnds + 1 : 0
      void replace(quickEnds)
    })
    return new Promise((resolve) => {
      // Nobody but the worker writes to this channel.
      worker.on('message', async (message: ToPrimary) => {
        switch (message.kind) {
          case 'serving':
            serving.add(worker)
            resolve(message.url)
            break
          case 'gather':
            send(worker, { kind: 'gathered', id: message.id, all: await gather() })
        }
      })
    })
  }

  const replace = async (times: number): Promise<void> => {
    await sleep(times === 0 ? 0 : Math.min(pauseMs.first * 2 ** (times - 1), pauseMs.longest))
    if (isStopping) return
    await start()
    log.info('a worker was replaced')
  }

  const endWith = (code: number | null, ended: object): never => {
    if (code === null) log.fatal(ended, 'a worker ended before it served')
    return process.exit(code ?? 1)
  }

  const url = await start()
  await Promise.all(Array.from({ length: count - 1 }, start))
  hasStarted = true
  return {
    url,
    async close() {
      isStopping = true
      const ends = workers().map((worker) => new Promise((resolve) => worker.once('exit', resolve)))
      for (const worker of workers()) worker.process.kill('SIGTERM')
      if ((await within(stopWithinMs, Promise.all(ends))) === late) {
        for (const worker of workers()) worker.process.kill('SIGKILL')
      }
    },
  }
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}

function send(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => {})
}

/** Asks the workers that serve for their metrics. */
function metricsOf(serving: ReadonlySet<Worker>): () => Promise<MetricValues[]> {
  let asked = 0
  const ask = async (worker: Worker): Promise<MetricValues[]> => {
    const id = ++asked
    let take = (_message: ToPrimary) => {}
    const told = new Promise<MetricValues>((resolve) => {
      take = (message) => {
        if (message.kind === 'metrics' && message.id === id) resolve(message.values)
      }
    })
    worker.on('message', take)
    send(worker, { kind: 'tell-metrics', id })
    const values = await within(gatherWithinMs, told)
    worker.off('message', take)
    return values === late ? [] : [values]
  }
  let gathering: Promise<MetricValues[]> | null = null
  // Whoever asks meanwhile is told the same.
  return () => {
    gathering ??= Promise.all([...serving].map(ask)).then((all) => {
      gathering = null
      return all.flat()
    })
    return gathering
  }
}
