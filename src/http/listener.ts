import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type Server,
  type ServerResponse,
} from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { type Duplex, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Logger } from 'pino'
import { StartError } from '../core/errors.ts'
import { late, within } from '../core/within.ts'
import { type Answer, type Exchange, type Route, type Routes, refuse } from './exchange.ts'
import { requestIdOf } from './request-id.ts'

/** A client has 10 s for its headers and 30 s for all of its request; an idle connection outlives a balancer's 60 s. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
}

/** How long a stop goes on reading what clients sent before they knew of it. */
const readForMs = 250

/** Of every answer that says nothing else of them. */
const commonHeaders: Answer['headers'] = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** A request that was answered; `route` is `other` for a path that none serves. */
export interface RequestSeen {
  readonly route: string
  readonly method: string
  readonly status: number
}

export interface ListenerParts {
  readonly host: string
  readonly port: number
  readonly routes: Routes
  /** Looks for the route of a path that is none of `routes`; its name is for metrics and logs. */
  findRoute(path: string): { readonly name: string; readonly route: Route } | null
  /** Takes over connections whose clients ask for another protocol at a path; null where there is none. */
  findUpgrade(path: string): ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | null
  readonly log: Logger
  onRequest(request: RequestSeen): void
}

export interface Listener {
  readonly url: string
  readonly port: number
  /** Stops accepting, answers what was sent before, and closes connections when what runs there is done, or after `withinMs`. */
  close(withinMs: number): Promise<void>
}

/** @throws {StartError} when the address cannot be listened on. */
export async function listen(parts: ListenerParts): Promise<Listener> {
  const server = createServer(timeouts, (request, response) => void serve(parts, server, request, response))
  server.on('upgrade', (request, socket, head) => upgrade(parts, server, { request, socket, head }))
  const silent = silentSockets(server)
  await bind(server, parts)
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : parts.port
  return {
    url: `http://${hostToVisit(parts.host)}:${port}`,
    port,
    async close(withinMs) {
      const closed = stopAccepting(server)
      // What clients have sent already is read and answered; only then are the idle connections closed.
      if ((await within(readForMs, closed)) === late) {
        server.closeIdleConnections()
        for (const socket of silent()) socket.destroy()
        if ((await within(withinMs - readForMs, closed)) === late) server.closeAllConnections()
      }
    },
  }
}

/** As `server.close`, which closes connections that look idle though a request is on its way over them. */
function stopAccepting(server: Server): Promise<void> {
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()))
}

function bind(server: Server, { host, port }: ListenerParts): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(bindError(error, host, port)))
    server.listen(port, host, resolve)
  })
}

function bindError(error: NodeJS.ErrnoException, host: string, port: number): StartError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(`PORT: ${port} is in use on ${host}; set another one, or 0 for any free one`, 1, error)
    case 'EACCES':
      return new StartError(`PORT: expected one that this user may listen on, got ${port}`, 2, error)
    default:
      return new StartError(`HOST: expected an address of this machine, got ${JSON.stringify(host)}`, 2, error)
  }
}

/** An address that means all of the machine's own is none to visit. */
function hostToVisit(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** The connections that nothing has come over yet, as browsers open in advance; Node does not count them as idle. */
function silentSockets(server: Server): () => Socket[] {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return () => [...sockets].filter((socket) => socket.bytesRead === 0)
}

const unknown = { name: 'other', route: undefined }

async function serve(
  parts: ListenerParts,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now()
  const exchange = toExchange(request, parts.log)
  const own = Object.hasOwn(parts.routes, exchange.path) ? parts.routes[exchange.path] : undefined
  const { name, route } = own ? { name: exchange.path, route: own } : (parts.findRoute(exchange.path) ?? unknown)
  const answer = await answerOf(exchange, route)
  // A connection that was busy when the server began to close would else be kept for its next request.
  if (!server.listening) response.setHeader('connection', 'close')
  await send(response, answer, exchange)
  const [method, { status }] = [request.method ?? '', answer]
  parts.onRequest({ route: name, method, status })
  const ms = Math.round((performance.now() - startedAt) * 10) / 10
  const seen = { requestId: exchange.requestId, route: name, method, status, ms }
  parts.log[route?.logLevel ?? 'info'](response.writableFinished ? seen : { ...seen, aborted: true }, 'request')
}

interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  /** What came after the request. */
  readonly head: Buffer
}

function upgrade(parts: ListenerParts, server: Server, { request, socket, head }: Upgrade): void {
  const take = parts.findUpgrade(pathOf(request))
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') readAgain(server, { request, socket, head })
  else if (take) take(request, socket, head)
  else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
}

/** Headers that speak of another protocol. */
const upgradeHeaders = ['connection', 'upgrade', 'http2-settings']

/**
 * Answers a request as if it had not asked for another protocol: clients ask for HTTP/2 that way, Java's among them. Node
 * has let go of the connection by now, and reads it anew from this request on.
 * @see RFC 9110, 7.8: a server may ignore the header
 */
function readAgain(server: Server, { request, socket, head }: Upgrade): void {
  const { method, url, rawHeaders } = request
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 1 || upgradeHeaders.includes(name.toLowerCase()) ? [] : [`${name}: ${rawHeaders[index + 1]}\r\n`],
  )
  const text = `${method} ${url} HTTP/1.1\r\n${headers.join('')}\r\n`
  socket.unshift(Buffer.concat([Buffer.from(text, 'latin1'), head]))
  server.emit('connection', socket)
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/'
}

function toExchange(request: IncomingMessage, log: Logger): Exchange {
  const [path = '/', ...rest] = (request.url ?? '/').split('?')
  const requestId = requestIdOf(request.headers['x-request-id'])
  const search = rest.length > 0 ? `?${rest.join('?')}` : ''
  return { request, path, search, requestId, log }
}

async function answerOf(exchange: Exchange, route: Routes[string] | undefined): Promise<Answer> {
  if (!route) return refuse(exchange, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this path.' })
  const methods = Object.keys(route.methods).join(', ')
  const handler = route.methods[exchange.request.method ?? '']
  if (!handler) {
    const message = `method: ${methods}, got ${exchange.request.method}`
    return refuse(exchange, { status: 405, code: 'BAD_USER_INPUT', message, headers: { allow: methods } })
  }
  try {
    return await handler(exchange)
  } catch (error) {
    // A sender that broke off hears no answer, and is no fault of ours.
    if (exchange.request.destroyed && !exchange.request.complete)
      return refuse(exchange, { status: 400, code: 'BAD_USER_INPUT', message: 'The request broke off.' })
    const { log, requestId } = exchange
    log.error({ requestId, err: error }, 'request failed')
    const message = `Something went wrong here; its details are logged under request id ${requestId}.`
    return refuse(exchange, { status: 500, code: 'INTERNAL_SERVER_ERROR', message })
  }
}

async function send(response: ServerResponse, answer: Answer, { requestId, log }: Exchange): Promise<void> {
  const { status, headers, body } = answer
  // Bytes once: a text would be gone through for its length, and again to be written.
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.isBuffer(body) ? body : null
  response.writeHead(status, headOf(requestId, headers, bytes?.length))
  if (bytes !== null) await closed(response.end(bytes))
  else
    await pipeline(Readable.from(body), response).catch((err) => log.debug({ requestId, err }, 'the answer broke off'))
}

/** Headers one behind the other, as Node takes them in less time than an object's. */
function headOf(requestId: string, headers: Answer['headers'], length: number | undefined): OutgoingHttpHeader[] {
  const head: OutgoingHttpHeader[] = ['x-request-id', requestId]
  for (const name in commonHeaders) if (!(name in headers)) head.push(name, toHeader(commonHeaders[name]))
  for (const name in headers) head.push(name, toHeader(headers[name]))
  if (length !== undefined) head.push('content-length', length)
  return head
}

function toHeader(value: string | readonly string[] | undefined): OutgoingHttpHeader {
  return typeof value === 'string' ? value : [...(value ?? [])]
}

/** When all is sent, or the connection is gone. */
function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) resolve()
    else response.once('close', resolve)
  })
}
