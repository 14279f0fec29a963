import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql'
import { CloseCode, type Context, handleProtocols, makeServer, type OperationResult, type Server } from 'graphql-ws'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Keys } from '../auth/keys.ts'
import { setAlarm } from '../core/alarm.ts'
import { isUnavailable, RequestError } from '../core/errors.ts'
import type { GraphqlServer, StreamOperation } from '../graphql/server.ts'
import { maxBodyBytes } from './body.ts'
import { requestIdOf } from './request-id.ts'

/** Operations under way on one connection. */
const maxOperations = 100
/** A connection that has not answered a ping by the next one is gone; balancers close those that are idle for longer. */
const pingMs = 30_000
/** How long a stop waits for clients to close. */
const closeWithinMs = 300

/** What connections are closed with beside the protocol's own codes. */
const codes = { goingAway: 1001, tryAgainLater: 1013, slowReader: 4413 } as const

interface WebSocketParts {
  readonly graphql: GraphqlServer
  readonly keys: Keys
  readonly log: Logger
}

/** WebSockets that speak `graphql-transport-ws`. */
export interface WebSockets {
  /** Takes over the connection of a client who asks for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Takes no more, and closes all that are open. */
  close(): Promise<void>
}

/** One client, from the moment it connects. */
interface Connection {
  readonly requestId: string
  readonly log: Logger
  /** As `connection_init` brought it. */
  authorization?: string
  /** Closes the connection, and ends at once what runs on it. The first reason counts. */
  end(code: number, reason: string): void
  onEnd(act: () => void): void
}

/**
 * GraphQL over WebSocket. The token comes in `connection_init`; no cookie and no page that a browser is on authorises
 * anything.
 * @see https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function openWebSockets({ graphql, keys, log }: WebSocketParts): WebSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxBodyBytes,
    perMessageDeflate: false,
    handleProtocols,
  })
  const server = protocol(graphql, keys)
  const connections = new Map<WebSocket, Connection>()
  let isClosing = false
  return {
    upgrade(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const requestId = requestIdOf(request.headers['x-request-id'])
        const connection = connect(server, webSocket, { requestId, log })
        connections.set(webSocket, connection)
        webSocket.once('close', () => connections.delete(webSocket))
        if (isClosing) connection.end(codes.goingAway, 'Going away')
      })
    },
    async close() {
      isClosing = true
      for (const connection of connections.values()) connection.end(codes.goingAway, 'Going away')
      for (let waited = 0; connections.size > 0 && waited < closeWithinMs; waited += 10) await sleep(10)
      for (const webSocket of connections.keys()) webSocket.terminate()
    },
  }
}

/** What the protocol leaves open; the library does the rest of it. */
function protocol(graphql: GraphqlServer, keys: Keys): Server<Connection> {
  /** Errors as clients see them, by those that the library wants. */
  const shown = new WeakMap<GraphQLError, GraphQLFormattedError>()
  const toErrors = (errors: readonly GraphQLFormattedError[]) =>
    errors.map((formatted) => {
      const error = new GraphQLError(formatted.message)
      shown.set(error, formatted)
      return error
    })
  return makeServer<Record<string, unknown>, Connection>({
    onConnect: (init) => signIn(keys, init),
    async onSubscribe({ extra, subscriptions }, _id, { query, operationName, variables }) {
      if (Object.keys(subscriptions).length > maxOperations) return toErrors([tooMany])
      const { requestId, log, authorization } = extra
      const operation = await graphql.prepare(
        { query, operationName, variables },
        {
          ...{ requestId, log, authorization, transport: 'websocket' },
          onSlow: () => extra.end(codes.slowReader, 'Too many events wait; read faster, or go on with afterId'),
        },
      )
      if ('errors' in operation) return toErrors(operation.errors)
      return { schema: graphql.schema, document: operation.document, operationName, contextValue: operation }
    },
    execute: run,
    subscribe: run,
    // It is in its form for clients already: see `run`.
    onNext: (_init, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: ({ extra }, _id, _payload, errors) =>
      errors.map((error) => shown.get(error) ?? unexpected(extra, error.originalError)),
  })
}

const tooMany: GraphQLFormattedError = {
  message: `At most ${maxOperations} operations may be under way on a connection.`,
  extensions: { code: 'RATE_LIMITED' },
}

/** Carries out what `onSubscribe` prepared; the library passes results on to `onNext` without looking at their errors. */
function run({ contextValue }: ExecutionArgs): OperationResult {
  return (contextValue as StreamOperation).run() as OperationResult
}

function unexpected({ log, requestId }: Connection, err: unknown): GraphQLFormattedError {
  log.error({ requestId, err }, 'a stream failed')
  const message = `Something went wrong here; the request id is ${requestId}.`
  return { message, extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }
}

/** Whether the token of `connection_init` holds. The connection is closed when it does not, and when it has expired. */
async function signIn(keys: Keys, { connectionParams, extra }: Context<Record<string, unknown>, Connection>) {
  const { authorization } = connectionParams ?? {}
  const header = typeof authorization === 'string' ? authorization : undefined
  try {
    const { expiresAt } = await keys.verify(header)
    if (header !== undefined) extra.authorization = header
    extra.onEnd(setAlarm(expiresAt, () => extra.end(CloseCode.Unauthorized, 'The token has expired')))
    return true
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    if (isUnavailable(error)) extra.end(codes.tryAgainLater, 'Try again later')
    else extra.end(CloseCode.Unauthorized, 'Unauthorized')
    return false
  }
}

/** Lets the server of the protocol talk over a socket, and watches whether the client is still there. */
function connect(
  server: Server<Connection>,
  socket: WebSocket,
  from: Pick<Connection, 'requestId' | 'log'>,
): Connection {
  const ending: (() => void)[] = []
  let hasEnded = false
  const end = (code: number, reason: string) => {
    if (hasEnded) return
    hasEnded = true
    socket.close(code, reason)
    from.log.info({ requestId: from.requestId, code, reason }, 'websocket ends')
    for (const act of ending) act()
  }
  const connection: Connection = {
    ...from,
    end,
    onEnd(act) {
      if (hasEnded) act()
      else ending.push(act)
    },
  }
  const closed = server.opened(
    {
      protocol: socket.protocol,
      close: end,
      // It resolves when the client's side has room for more, which is what keeps a slow reader from filling the memory.
      send: (text) =>
        new Promise((resolve) => {
          if (socket.readyState === socket.OPEN) socket.send(text, () => resolve())
          else resolve()
        }),
      onMessage(take) {
        socket.on('message', (data) => {
          if (hasEnded) return
          take(String(data)).catch((err) => {
            from.log.error({ requestId: from.requestId, err }, 'a websocket failed')
            end(CloseCode.InternalServerError, 'Internal server error')
          })
        })
      },
    },
    connection,
  )
  connection.onEnd(() => void closed())
  connection.onEnd(pingRegularly(socket))
  // The library tells of messages that are too long or torn, and closes with a code of its own.
  socket.on('error', (err) => from.log.debug({ requestId: from.requestId, err }, 'a websocket broke'))
  socket.once('close', (code, reason) => end(code, String(reason)))
  return connection
}

/** Ends a connection whose client no longer answers. */
function pingRegularly(socket: WebSocket): () => void {
  let hasAnswered = true
  socket.on('pong', () => {
    hasAnswered = true
  })
  const timer = setInterval(() => {
    if (!hasAnswered) socket.terminate()
    hasAnswered = false
    socket.ping()
  }, pingMs)
  return () => clearInterval(timer)
}
