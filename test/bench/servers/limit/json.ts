/** A text or null as JSON. Most need no escapes, and are written without a look at each character twice. */
export function textJson(value: unknown): string {
  return value === null || value === undefined ? 'null' : JSON.stringify(value)
}

export function listJson(values: readonly unknown[] | undefined): string {
  return values === undefined ? '[]' : `[${values.join(',')}]`
}
