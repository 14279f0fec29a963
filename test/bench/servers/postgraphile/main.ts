import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { grafserv } from 'postgraphile/grafserv/node'
import type { PeerSettings } from '../server.ts'
import { presetOf } from './preset.ts'

const settings: PeerSettings = JSON.parse(process.env.BENCH ?? '')
const server = createServer()
await postgraphile(presetOf(settings)).createServ(grafserv).addTo(server)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address !== 'string') console.log(`listening on ${address.port}`)
})
process.on('SIGTERM', () => process.exit(0))
