import { crc32 } from 'node:zlib'
import { badInput } from '../core/errors.ts'

/** A place in a sorted list: between rows, so it holds while rows come and go. */
export interface Position {
  readonly sortKey: string
  readonly id: string
}

/**
 * An opaque cursor for a position in lists of `kind`, such as `Customer.Name`. The checksum tells a torn cursor;
 * there is nothing to gain from a forged one, which could name only another position.
 */
export function writeCursor(kind: string, { sortKey, id }: Position): string {
  const text = JSON.stringify([kind, sortKey, id])
  return Buffer.from(checksum(text) + text).toString('base64url')
}

/** @throws {RequestError} `BAD_USER_INPUT` when it is not a cursor of a list of this kind. */
export function readCursor(field: string, cursor: string, kind: string): Position {
  const [itsKind, sortKey, id] = unpack(cursor) ?? []
  if (itsKind === kind && sortKey !== undefined && id !== undefined) return { sortKey, id }
  throw badInput(field, itsKind === undefined ? 'this is not a cursor' : 'this cursor belongs to another list or order')
}

function unpack(cursor: string): string[] | null {
  const packed = Buffer.from(cursor, 'base64url')
  if (packed.toString('base64url') !== cursor) return null
  const text = packed.toString().slice(checksumLength)
  if (packed.toString().slice(0, checksumLength) !== checksum(text)) return null
  const parts = parse(text)
  return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const checksumLength = 8

function checksum(text: string): string {
  return crc32(text, 0x63_67).toString(16).padStart(checksumLength, '0')
}
