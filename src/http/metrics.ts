import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database/database.ts'
import type { OnStream } from '../graphql/stream-watch.ts'
import type { Routes } from './exchange.ts'
import type { RequestSeen } from './listener.ts'

/** Clients choose the names of operations, so there is an end to how many are told apart. */
const maxOperationNames = 200
const maxOperationNameLength = 100

/** A GraphQL operation that was answered; `name` is empty where it has none. */
export interface OperationSeen {
  readonly name: string
  readonly type: string
  readonly seconds: number
  readonly failed: boolean
}

/** What one process has counted, as processes tell it each other. */
export type MetricValues = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

export interface Metrics {
  countRequest(request: RequestSeen): void
  observeOperation(operation: OperationSeen): void
  countStatement(): void
  countDelivery(outcome: string): void
  /** Told what comes and goes on subscriptions. */
  readonly watchStreams: OnStream
  watchPool(pool: Database['pool']): void
  values(): Promise<MetricValues>
  /** All of them in Prometheus' text form. */
  text(): Promise<string>
  readonly contentType: string
}

/** Each app has its own, so that tests run several in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({ name: 'customer_gateway_processes', help: 'Processes that serve on this port.', registers }).set(1)
  const requests = new Counter({
    name: 'customer_gateway_http_requests_total',
    help: 'HTTP requests answered.',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
  })
  const statements = new Counter({
    name: 'customer_gateway_sql_statements_total',
    help: 'SQL statements sent to the database.',
    registers,
  })
  const deliveries = new Counter({
    name: 'customer_gateway_webhook_attempts_total',
    help: 'Attempts to deliver a change to a webhook, by what became of the delivery.',
    labelNames: ['outcome'] as const,
    registers,
  })
  return {
    countRequest: ({ route, method, status }) => requests.inc({ route, method, status: String(status) }),
    observeOperation: operationMetrics(registers),
    countStatement: () => statements.inc(),
    countDelivery: (outcome) => deliveries.inc({ outcome }),
    watchStreams: streamMetrics(registers),
    watchPool: (pool) => watchPool(pool, registers),
    values: () => registry.getMetricsAsJSON(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

/** `gather` answers the values of all processes that serve on the port, which are added up; null where there is but one. */
export function metricsRoute(metrics: Metrics, gather: (() => Promise<readonly MetricValues[]>) | null): Routes {
  const text = async () =>
    gather === null ? metrics.text() : AggregatorRegistry.aggregate([...(await gather())]).metrics()
  const headers = { 'content-type': metrics.contentType }
  const handler = async () => ({ status: 200, headers, body: await text() })
  return { '/metrics': { methods: { GET: handler, HEAD: handler }, logLevel: 'debug' } }
}

function operationMetrics(registers: Registry[]): (operation: OperationSeen) => void {
  const labelNames = ['operation', 'type'] as const
  const latencies = new Histogram({
    name: 'customer_gateway_graphql_operation_seconds',
    help: 'How long GraphQL operations took, by their name and type.',
    labelNames,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const failures = new Counter({
    name: 'customer_gateway_graphql_operations_failed_total',
    help: 'GraphQL operations that were answered with errors.',
    labelNames,
    registers,
  })
  const nameOf = boundedNames()
  return ({ name, type, seconds, failed }) => {
    const labels = { operation: nameOf(name), type }
    latencies.observe(labels, seconds)
    if (failed) failures.inc(labels)
  }
}

function streamMetrics(registers: Registry[]): OnStream {
  const labelNames = ['transport'] as const
  const open = new Gauge({
    name: 'customer_gateway_subscriptions_open',
    help: 'Subscriptions that are open.',
    labelNames,
    registers,
  })
  const events = new Counter({
    name: 'customer_gateway_subscription_events_total',
    help: 'Events of subscriptions that were answered.',
    labelNames,
    registers,
  })
  return ({ transport, what }) => {
    if (what === 'begin') open.inc({ transport })
    else if (what === 'end') open.dec({ transport })
    else events.inc({ transport })
  }
}

function boundedNames(): (name: string) => string {
  const names = new Set<string>()
  return (name) => {
    if (names.has(name)) return name
    if (names.size >= maxOperationNames || name.length > maxOperationNameLength) return 'other'
    names.add(name)
    return name
  }
}

function watchPool(pool: Database['pool'], registers: Registry[]): void {
  new Gauge({
    name: 'customer_gateway_database_connections',
    help: 'Connections to the database, in use and idle, and requests that wait for one.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      for (const [state, count] of Object.entries(pool())) this.set({ state }, count)
    },
  })
}
