import type { Findings } from './outcome.ts'
import { expected, type Path, type Read } from './read.ts'

/** C0, DEL, C1 and lone surrogates. */
const unprintable = /[\p{Cc}\p{Cs}]/u
/** The same but tab and line ends. */
const unprintableInLines = /[^\P{Cc}\t\n\r]|\p{Cs}/u

interface TextLimits {
  readonly maxCharacters?: number
  readonly maxBytes?: number
  /** Whether tab and line ends may occur. */
  readonly hasLines?: boolean
}

/** A reader of text within limits: Unicode characters (code points), bytes of UTF-8. Null and undefined stay null. */
export function textWithin(limits: TextLimits): Read<string> {
  return (value, field, findings) => {
    if (value === null || value === undefined) return null
    if (typeof value !== 'string') return expected('text', { value, field, findings })
    checkLength(value, limits, (message) => findings.add('TooLong', field, message))
    checkCharacters(value, field, { findings, hasLines: limits.hasLines ?? false })
    return value
  }
}

/** An optional text of one line and at most 255 characters. User errors: TooLong, Invalid. */
export const checkText = textWithin({ maxCharacters: 255 })

/** An optional text of many lines and at most 64 KiB. User errors: TooLong, Invalid. */
export const checkLongText = textWithin({ maxBytes: 64 * 1024, hasLines: true })

/** An id of 1 to 64 characters, as it came. User errors: Blank, TooLong, Invalid. */
export const checkId = present(textWithin({ maxCharacters: 64 }))

const checkTrimmed = present(checkText)

/** A name, trimmed; it may not be blank. User errors: Blank, TooLong (255 characters), Invalid. */
export function checkName(value: unknown, field: Path, findings: Findings): string {
  return checkTrimmed(typeof value === 'string' ? value.trim() : value, field, findings)
}

const checkUrlText = textWithin({ maxCharacters: 2048 })

/**
 * An optional address: http(s), or a path that begins with one `/`. User errors: TooLong (2048 characters), Invalid.
 * A backslash after the first `/` is refused as well, because browsers read it as a second one.
 */
export const checkUrl: Read<string> = (value, field, findings) => {
  const text = checkUrlText(value, field, findings)
  if (text === null || isHttpUrl(text) || /^\/(?![/\\])\S*$/.test(text)) return text
  return expected('an http or https URL, or a path that begins with one /', { value, field, findings })
}

/** Whether `text` is an absolute URL of http or https. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
}

/** Finds characters that no text may hold: C0, DEL, C1, lone surrogates; but tab and line ends where `hasLines`. */
export function checkCharacters(
  text: string,
  field: Path,
  { findings, hasLines }: { readonly findings: Findings; readonly hasLines: boolean },
): void {
  const [found] = (hasLines ? unprintableInLines : unprintable).exec(text) ?? []
  if (found === undefined) return
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  findings.add('Invalid', field, `expected no control characters or lone surrogates, got U+${code}`)
}

function checkLength(text: string, limits: TextLimits, tooLong: (message: string) => void): void {
  const { maxCharacters = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY } = limits
  const bytes = Buffer.byteLength(text)
  if (bytes > maxBytes) tooLong(`expected at most ${maxBytes} bytes, got ${bytes}`)
  // No text has more characters than code units, so the short ones need no count.
  const characters = text.length > maxCharacters ? Array.from(text).length : text.length
  if (characters > maxCharacters) tooLong(`expected at most ${maxCharacters} characters, got ${characters}`)
}

/** The same check of a text that must be there: null and the empty text are Blank, and answered as the empty one. */
function present(check: Read<string>): (value: unknown, field: Path, findings: Findings) => string {
  return (value, field, findings) => {
    const text = check(value, field, findings) ?? ''
    if (value === null || value === undefined || value === '') findings.add('Blank', field, 'expected text, got none')
    return text
  }
}
