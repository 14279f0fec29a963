import type { MetricValues } from '../http/metrics.ts'

/** What a worker tells the primary. `id` is the asker's own. */
export type ToPrimary =
  | { readonly kind: 'serving'; readonly url: string }
  /** Wants the metrics of all workers, its own included. */
  | { readonly kind: 'gather'; readonly id: number }
  | { readonly kind: 'metrics'; readonly id: number; readonly values: MetricValues }

/** What the primary tells a worker. */
export type ToWorker =
  | { readonly kind: 'tell-metrics'; readonly id: number }
  | { readonly kind: 'gathered'; readonly id: number; readonly all: readonly MetricValues[] }
