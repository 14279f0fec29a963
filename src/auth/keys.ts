import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { LRUCache } from 'lru-cache'
import { RequestError, StartError, unauthenticated } from '../core/errors.ts'
import type { Settings } from '../settings.ts'
import { type Role, roles, type Viewer } from './viewer.ts'

const developmentSecretFile = 'data/dev-secret'
const clockToleranceSeconds = 30
const lastInstant = 8.64e15
/** Tokens that held are kept, these many and this long together, so that not each request checks a signature. */
const maxKeptTokens = 1_000
const maxKeptLength = 2_000_000
/** A key that its issuer withdraws is asked about again. */
const keptFromKeySetMs = 60_000

/** Checks and, where the key is a secret, signs tokens. */
export interface Keys {
  /**
   * The viewer that an `Authorization` header names.
   * @throws {RequestError} `UNAUTHENTICATED` when there is none, or its token does not hold.
   */
  authenticate(authorization: string | undefined): Promise<Viewer>
  /** The same, and how long it holds, for whoever goes on being answered. */
  verify(authorization: string | undefined): Promise<Verified>
  /** A token for the viewer. `null` where keys come from elsewhere, so that none can be signed here. */
  readonly sign: ((viewer: Viewer, ttlSeconds: number) => Promise<string>) | null
}

/** A viewer, and the point in time from which their token is refused. */
export interface Verified {
  readonly viewer: Viewer
  readonly expiresAt: Date
}

/**
 * @throws {StartError} when the development secret cannot be kept.
 */
export async function openKeys(settings: Settings): Promise<Keys> {
  const verification = {
    ...(settings.jwtIssuer === null ? {} : { issuer: settings.jwtIssuer }),
    ...(settings.jwtAudience === null ? {} : { audience: settings.jwtAudience }),
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp'],
  }
  if (settings.tokenKey.kind === 'jwks') {
    const keySet = createRemoteJWKSet(settings.tokenKey.url, { cooldownDuration: 30_000, timeoutDuration: 5_000 })
    const algorithms = ['RS256', 'ES256', 'EdDSA']
    return { ...checks((jwt) => jwtVerify(jwt, keySet, { ...verification, algorithms }), keptFromKeySetMs), sign: null }
  }
  const text = settings.tokenKey.kind === 'secret' ? settings.tokenKey.secret : await developmentSecret()
  const secret = new TextEncoder().encode(text)
  return {
    ...checks((jwt) => jwtVerify(jwt, secret, { ...verification, algorithms: ['HS256'] }), Number.POSITIVE_INFINITY),
    sign: (viewer, ttlSeconds) => sign(viewer, ttlSeconds, settings, secret),
  }
}

type Verify = (jwt: string) => Promise<{ payload: JWTPayload }>

function checks(verify: Verify, keptMs: number): Pick<Keys, 'authenticate' | 'verify'> {
  const checkKept = keeping((header) => check(tokenIn(header), verify), keptMs)
  return {
    authenticate: async (header = '') => (await checkKept(header)).viewer,
    verify: (header = '') => checkKept(header),
  }
}

/** @see RFC 6750, 2.1 */
function tokenIn(header: string): string {
  const jwt = /^Bearer +([\w-]+\.[\w-]*\.[\w-]*)\s*$/i.exec(header)?.[1]
  if (jwt === undefined) throw unauthenticated('A token is needed: Authorization: Bearer <JWT>.')
  return jwt
}

/**
 * The same check, not carried out again within `keptMs` after a token held, unless it ends before or the clock goes back.
 * Meanwhile its viewer is the same object.
 */
function keeping(check: (header: string) => Promise<Verified>, keptMs: number): typeof check {
  const kept = new LRUCache<string, Kept>({
    max: maxKeptTokens,
    maxSize: maxKeptLength,
    sizeCalculation: ({ header }) => header.length,
  })
  return async (header) => {
    const now = Date.now()
    const signature = header.slice(-signatureLength)
    const known = kept.get(signature)
    if (known?.header === header && now >= known.from && now < known.to) return known.verified
    kept.delete(signature)
    const verified = await check(header)
    kept.set(signature, { header, verified, from: now, to: Math.min(now + keptMs, verified.expiresAt.getTime()) })
    return verified
  }
}

/** Characters of the shortest signature, an HMAC of 256 bits. It is what tokens are told apart by: it takes less to look for than all. */
const signatureLength = 43

interface Kept {
  /** Whole: of two tokens that end alike, one is kept. */
  readonly header: string
  readonly verified: Verified
  readonly from: number
  readonly to: number
}

async function check(jwt: string, verify: Verify): Promise<Verified> {
  try {
    const { payload } = await verify(jwt)
    // It is required, and checked to be a number, however large.
    const expiresAt = new Date(Math.min(((payload.exp ?? 0) + clockToleranceSeconds) * 1000, lastInstant))
    return { viewer: toViewer(payload), expiresAt }
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthenticated('The token has expired.')
    if (error instanceof errors.JOSEError && !keySetIsAway(error)) throw unauthenticated('The token is not valid.')
    if (error instanceof RequestError) throw error
    throw new RequestError('UNAVAILABLE', 'The keys that check tokens cannot be fetched.', { cause: error })
  }
}

/** jose tells an unreachable or broken key set by these codes; `JWKSNoMatchingKey` is the token's fault. */
function keySetIsAway(error: errors.JOSEError): boolean {
  return ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'].includes(error.code)
}

function toViewer(claims: JWTPayload): Viewer {
  if (typeof claims.sub !== 'string' || !/^[^\p{Cc}\p{Cs}]+$/u.test(claims.sub))
    throw unauthenticated('The claim sub is not a user id.')
  const names = texts(claims, 'roles')
  return {
    userId: claims.sub,
    roles: roles.filter((role) => names.includes(role)),
    accountIds: texts(claims, 'accountIds'),
    customerIds: texts(claims, 'customerIds'),
  }
}

function texts(claims: JWTPayload, name: string): readonly string[] {
  const { [name]: value = [] } = claims
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return [...new Set(value)]
  throw unauthenticated(`The claim ${name} is not a list of texts.`)
}

function sign(viewer: Viewer, ttlSeconds: number, settings: Settings, secret: Uint8Array): Promise<string> {
  const { userId, ...claims } = viewer
  const token = new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime(`${ttlSeconds}s`)
  if (settings.jwtIssuer !== null) token.setIssuer(settings.jwtIssuer)
  if (settings.jwtAudience !== null) token.setAudience(settings.jwtAudience)
  return token.sign(secret)
}

/** Made once and kept, readable by its owner only; of two processes that start at once, both use the first one's. */
async function developmentSecret(): Promise<string> {
  const draft = `${developmentSecretFile}.${process.pid}`
  try {
    await mkdir(dirname(developmentSecretFile), { recursive: true, mode: 0o700 })
    await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
    await link(draft, developmentSecretFile)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new StartError(`JWT_SECRET: none is set, and ${developmentSecretFile} cannot be written`, 1, error)
    }
  } finally {
    await rm(draft, { force: true })
  }
  const secret = await readFile(developmentSecretFile, 'utf8')
  if (Buffer.byteLength(secret) < 32) throw new StartError(`${developmentSecretFile}: expected at least 32 bytes`, 2)
  return secret
}

/** An administrator, for the greeting and for GraphiQL in development. */
export const developmentViewer: Viewer = {
  userId: 'developer',
  roles: ['SystemAdministrator'] satisfies Role[],
  accountIds: [],
  customerIds: [],
}
