import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection'
import { makePgService } from 'postgraphile/adaptors/pg'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter'
import { type PeerSettings, poolSize } from '../server.ts'

/** What the documentation recommends for production; statements are prepared by default. */
export function presetOf({ url }: PeerSettings): GraphileConfig.Preset {
  return {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset, PostGraphileConnectionFilterPreset],
    pgServices: [makePgService({ connectionString: url, schemas: ['public'], poolConfig: { max: poolSize } })],
    grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false, watch: false },
    grafast: { explain: false },
  }
}
