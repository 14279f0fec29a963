import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { PeerSettings } from '../server.ts'
import { openDatabase } from './database.ts'
import { patch } from './patch.ts'
import { type Operation, simpleReads } from './reads.ts'
import { wideReads } from './wide-reads.ts'

const settings: PeerSettings = JSON.parse(process.env.BENCH ?? '')
const database = openDatabase(settings)
/** The better way of each, as measured. */
const wayOfWideReads = process.env.BENCH_LIMIT_WAY === 'one' ? 'one' : 'two'
const operations: Readonly<Record<string, Operation>> = {
  ...simpleReads(database),
  ...wideReads(database, wayOfWideReads),
  M1: patch(database),
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { operationName, variables } = JSON.parse(await readBody(request))
    const operation = operations[operationName]
    if (operation === undefined) return send(response, 404, '{"errors":[{"message":"There is no such operation."}]}')
    send(response, 200, await operation(variables))
  } catch (error) {
    send(response, 500, JSON.stringify({ errors: [{ message: String(error) }] }))
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, headers)
  response.end(body)
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => resolve(body))
    request.on('error', reject)
  })
}

const server = createServer((request, response) => void handle(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address !== 'string') console.log(`listening on ${address.port}`)
})
process.on('SIGTERM', () => process.exit(0))
