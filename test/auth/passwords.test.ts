import { expect, test } from 'vitest'
import { createPasswords } from '../../src/auth/passwords.ts'

test('are stored as scrypt hashes with the costs that OWASP names, each with a salt of its own', async () => {
  const { hash, matches } = createPasswords()
  const stored = await hash('correct horse')
  expect(stored).toMatch(/^\$scrypt\$n=32768,r=8,p=3\$[\w+/]{22}\$[\w+/]{86}$/)
  expect(await hash('correct horse')).not.toBe(stored)
  expect(await matches('correct horse', stored)).toBe(true)
  expect(await matches('correct horsf', stored)).toBe(false)
})

test('match however their letters are composed, and differ by case', async () => {
  const { hash, matches } = createPasswords(2)
  const stored = await hash('Schlüssel 1')
  expect(await matches('Schlu\u0308ssel 1', stored)).toBe(true)
  expect(await matches('schlüssel 1', stored)).toBe(false)
})

test.each(['', 'correct horse'])('of nobody never match: %j', async (password) => {
  expect(await createPasswords(2).matches(password, null)).toBe(false)
})

test('are hashed beside what else goes on', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  await createPasswords().hash('correct horse')
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(5)
})
