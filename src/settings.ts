import { StartError } from './core/errors.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Where the data is: a file for SQLite, a server for PostgreSQL. */
export type DatabaseAddress =
  | { readonly provider: 'sqlite'; readonly file: string }
  | { readonly provider: 'postgresql'; readonly url: string }

/** What the tokens are checked with; `null` outside production means a secret that is made once and kept. */
export type TokenKey =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'jwks'; readonly url: URL }
  | { readonly kind: 'development' }

/** Everything that the environment decides, checked. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly database: DatabaseAddress
  readonly tokenKey: TokenKey
  readonly jwtIssuer: string | null
  readonly jwtAudience: string | null
  readonly production: boolean
  readonly migrate: boolean
  readonly maxQueryCost: number
  readonly maxQueryDepth: number
  /** Points per minute and user; null for no limit. */
  readonly rateLimit: number | null
  /** How many processes serve on the one port. */
  readonly workers: number
  /** Megabytes of the texts of rows that each process keeps; 0 for none. */
  readonly textCacheMb: number
  readonly webhookAllowPrivate: boolean
  readonly graphiql: boolean
  readonly introspection: boolean
  readonly sampleData: boolean
  readonly logLevel: (typeof logLevels)[number]
}

const maxRateLimit = 1e9

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings from environment variables; an empty one counts as left out.
 * @throws {StartError} with exit code 2, naming the setting and what was expected.
 */
export function readSettings(environment: Environment = process.env): Settings {
  const text = (name: string) => environment[name]?.trim() || null
  const production =
    oneOf('NODE_ENV', text('NODE_ENV'), ['production', 'development', 'test'], 'development') === 'production'
  const database = parseDatabaseUrl(text('DATABASE_URL') ?? 'file:./data/customers.db')
  return Object.freeze({
    host: text('HOST') ?? '127.0.0.1',
    port: integer('PORT', text('PORT'), { from: 0, to: 65_535, otherwise: 4000 }),
    database,
    tokenKey: parseTokenKey(text('JWT_SECRET'), text('JWT_JWKS_URL'), production),
    jwtIssuer: text('JWT_ISSUER'),
    jwtAudience: text('JWT_AUDIENCE'),
    production,
    migrate: flag('MIGRATE', text('MIGRATE'), database.provider === 'sqlite'),
    maxQueryCost: integer('MAX_QUERY_COST', text('MAX_QUERY_COST'), { from: 1, to: 1e9, otherwise: 50_000 }),
    maxQueryDepth: integer('MAX_QUERY_DEPTH', text('MAX_QUERY_DEPTH'), { from: 1, to: 100, otherwise: 16 }),
    rateLimit: parseRateLimit(text('RATE_LIMIT')),
    workers: integer('WORKERS', text('WORKERS'), { from: 1, to: 64, otherwise: 1 }),
    textCacheMb: integer('TEXT_CACHE_MB', text('TEXT_CACHE_MB'), { from: 0, to: 2_000, otherwise: 64 }),
    webhookAllowPrivate: flag('WEBHOOK_ALLOW_PRIVATE', text('WEBHOOK_ALLOW_PRIVATE'), false),
    graphiql: flag('GRAPHIQL', text('GRAPHIQL'), !production),
    introspection: flag('INTROSPECTION', text('INTROSPECTION'), !production),
    sampleData: flag('SAMPLE_DATA', text('SAMPLE_DATA'), !production),
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL'), logLevels, 'info'),
  })
}

function refuse(name: string, expected: string, got: string): never {
  throw new StartError(`${name}: expected ${expected}, got ${got}`, 2)
}

function integer(name: string, text: string | null, range: { from: number; to: number; otherwise: number }): number {
  if (text === null) return range.otherwise
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (number >= range.from && number <= range.to) return number
  return refuse(name, `a whole number from ${range.from} to ${range.to}`, JSON.stringify(text))
}

function parseRateLimit(text: string | null): number | null {
  if (text === null || text === 'off') return null
  const points = /^\d{1,10}$/.test(text) ? Number(text) : 0
  if (points >= 1 && points <= maxRateLimit) return points
  return refuse('RATE_LIMIT', `off, or a whole number from 1 to ${maxRateLimit}`, JSON.stringify(text))
}

function flag(name: string, text: string | null, otherwise: boolean): boolean {
  return oneOf(name, text, ['true', 'false'], String(otherwise)) === 'true'
}

function oneOf<Value extends string>(
  name: string,
  text: string | null,
  values: readonly Value[],
  otherwise: NoInfer<Value> | string,
): Value {
  const value = values.find((value) => value === (text ?? otherwise))
  return value ?? refuse(name, `one of ${values.join(', ')}`, JSON.stringify(text))
}

function parseDatabaseUrl(text: string): DatabaseAddress {
  const file = decode(/^file:(?:\/\/(?=\/))?([^?]+)$/.exec(text)?.[1] ?? '')
  if (file && file !== ':memory:') return { provider: 'sqlite', file }
  if (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)) return { provider: 'postgresql', url: text }
  return refuse(
    'DATABASE_URL',
    'file:PATH without parameters, or postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
    describe(text),
  )
}

/** Null for text that is not percent-encoded as it should be. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** A URL may hold a password, so an error shows no more of it than its scheme. */
function describe(url: string): string {
  return `something that begins with ${JSON.stringify(url.slice(0, url.indexOf(':') + 1) || url.slice(0, 8))}`
}

function parseTokenKey(secret: string | null, jwksUrl: string | null, production: boolean): TokenKey {
  if (secret !== null && jwksUrl !== null) refuse('JWT_SECRET', 'no secret beside JWT_JWKS_URL', 'both')
  if (secret !== null) {
    const bytes = Buffer.byteLength(secret)
    return bytes >= 32 ? { kind: 'secret', secret } : refuse('JWT_SECRET', 'at least 32 bytes', `${bytes}`)
  }
  if (jwksUrl !== null) {
    const url = URL.canParse(jwksUrl) ? new URL(jwksUrl) : null
    if (url?.protocol === 'https:' || url?.protocol === 'http:') return { kind: 'jwks', url }
    return refuse('JWT_JWKS_URL', 'an http(s) URL', JSON.stringify(jwksUrl))
  }
  return production
    ? refuse('JWT_SECRET', 'a secret or JWT_JWKS_URL in production', 'neither')
    : { kind: 'development' }
}
