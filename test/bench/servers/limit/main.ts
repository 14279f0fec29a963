import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { PeerSettings } from '../server.ts'
import { openDatabase } from './database.ts'
import { effectiveReads } from './effective.ts'
import { patch } from './patch.ts'
import { type Operation, simpleReads } from './reads.ts'
import { rest } from './rest.ts'
import { wideReads } from './wide-reads.ts'

const settings: PeerSettings = JSON.parse(process.env.BENCH ?? '')
const database = openDatabase(settings)
/** The better way of each, as measured. */
const wayOfWideReads = process.env.BENCH_LIMIT_WAY === 'two' ? 'two' : 'one'
const operations: Readonly<Record<string, Operation>> = {
  ...simpleReads(database),
  ...wideReads(database, wayOfWideReads),
  Q7: effectiveReads(database),
  M1: patch(database),
}
const { page, all } = rest(database)

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method === 'GET') return await handleGet(request, response)
    const { operationName, variables } = JSON.parse(await readBody(request))
    const operation = operations[operationName]
    if (operation === undefined) return send(response, 404, '{"errors":[{"message":"There is no such operation."}]}')
    send(response, 200, await operation(variables))
  } catch (error) {
    send(response, 500, JSON.stringify({ errors: [{ message: String(error) }] }))
  }
}

async function handleGet({ url }: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(url ?? '', 'http://localhost')
  if (searchParams.get('all') !== 'true') {
    return send(response, 200, await page(Number(searchParams.get('page')), Number(searchParams.get('countPerPage'))))
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  for await (const text of all()) if (!response.write(text)) await once(response, 'drain')
  response.end()
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
