import { isDeepStrictEqual } from 'node:util'
import { openConnection } from './connection.ts'
import { toWire } from './loader.ts'
import type { OperationName } from './operations.ts'
import type { Request, Running, Server } from './servers/server.ts'

/** A server that is up. */
export interface Contender {
  readonly server: Server
  readonly running: Running
}

/** What a contender answers, in the gateway's form; what has to differ, such as a cursor's text, is taken out. */
export async function askAll(contender: Contender, operation: OperationName, requests: readonly Request[]) {
  const { server, running } = contender
  const connection = await openConnection(running.port)
  const answers: unknown[] = []
  for (const request of requests) {
    const answer = await connection.send(Buffer.from(toWire(request, running)), true)
    if (answer.status !== 200 || answer.hasErrors) {
      throw new Error(
        `${server.name} fails on ${operation}, ${request.body ?? request.path}:\n${answer.body.slice(0, maxShown)}`,
      )
    }
    answers.push(blank(server.normalise(operation, JSON.parse(answer.body))))
  }
  connection.close()
  return answers
}

/** @throws {Error} with both answers around the first difference. */
export function expectEqual(operation: OperationName, one: Answers, other: Answers): void {
  for (const [place, answer] of one.answers.entries()) {
    const difference = findDifference(answer, other.answers[place], [])
    if (difference === null) continue
    const { path, values } = difference
    throw new Error(
      `${operation}: ${one.name} and ${other.name} answer differently to ${JSON.stringify(one.requests[place])}\n` +
        `at ${path.join('.') || 'the top'}:\n` +
        `${one.name}: ${shown(values[0])}\n${other.name}: ${shown(values[1])}`,
    )
  }
}

export interface Answers {
  readonly name: string
  readonly requests: readonly Request[]
  readonly answers: readonly unknown[]
}

const maxShown = 2000

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, maxShown)
}

/** A cursor is opaque: only whether there is one can be compared. */
function blank(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, member) =>
    name === 'endCursor' && typeof member === 'string' ? 'a cursor' : member,
  )
}

interface Difference {
  readonly path: readonly string[]
  readonly values: readonly [unknown, unknown]
}

function findDifference(one: unknown, other: unknown, path: readonly string[]): Difference | null {
  if (isDeepStrictEqual(one, other)) return null
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) {
    return { path, values: [one, other] }
  }
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = findDifference(one[name], other[name], [...path, name])
    if (found !== null) return found
  }
  return { path, values: [one, other] }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
