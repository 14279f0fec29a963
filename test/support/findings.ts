import { Findings } from '../../src/core/outcome.ts'

/** Runs a check, and answers its value beside the user errors, each as `Code path.to.member`. */
export function findingsOf<Value>(check: (findings: Findings) => Value): {
  readonly value: Value
  readonly errors: readonly string[]
} {
  const findings = new Findings()
  const value = check(findings)
  return { value, errors: findings.userErrors.map(({ code, field }) => `${code} ${field.join('.')}`) }
}
