/** What is wrong with one member of an input. The names are the contract's. */
export const userErrorCodes = [
  'Blank',
  'TooLong',
  'Invalid',
  'NotFound',
  'Taken',
  'Cycle',
  'Conflict',
  'HasChildren',
  'NotAllowed',
] as const
export type UserErrorCode = (typeof userErrorCodes)[number]

/** One thing that is wrong with an input; `field` is the path into it, e.g. `['schedule', 'rules', '0', 'byMonth']`. */
export interface UserError {
  readonly code: UserErrorCode
  readonly field: readonly string[]
  readonly message: string
}

/** The value of a write that happened, or everything that is wrong with its input; then nothing was written. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly userErrors: readonly UserError[] }

export function accept<Value>(value: Value): Outcome<Value> {
  return { ok: true, value }
}

export function refuse(userErrors: readonly UserError[]): Outcome<never> {
  return { ok: false, userErrors }
}

/** More of them help nobody, and an input of a megabyte could hold a hundred thousand. */
const maxFindings = 100

/** Collects what is wrong while an input is read, so that all of it is told at once; the first hundred, at most. */
export class Findings {
  readonly userErrors: UserError[] = []

  add(code: UserErrorCode, field: readonly string[], message: string): void {
    if (this.userErrors.length < maxFindings) this.userErrors.push({ code, field, message })
  }

  get any(): boolean {
    return this.userErrors.length > 0
  }
}
