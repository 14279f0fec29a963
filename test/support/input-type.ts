/** The GraphQL type of the input that a mutation takes. */
export function inputTypeOf(mutation: string): string {
  return `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
}
