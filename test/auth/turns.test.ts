import { expect, test } from 'vitest'
import { createTurns } from '../../src/auth/turns.ts'

test('so many run at once, the others in the order in which they came', async () => {
  const inTurn = createTurns(2, 10)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = [0, 1, 2, 3].map((number) =>
    inTurn(() => {
      begun.push(number)
      return new Promise<void>((resolve) => ends.push(resolve))
    }),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  ends[1]?.()
  await all[1]
  await Promise.resolve()
  expect(begun).toEqual([0, 1, 2])
  ends[0]?.()
  await all[0]
  for (const end of ends) end()
  await all[2]
  for (const end of ends) end()
  await all[3]
  expect(begun).toEqual([0, 1, 2, 3])
})

test('one too many is refused, and what fails makes room', async () => {
  const inTurn = createTurns(1, 1)
  const failing = inTurn(() => Promise.reject(new Error('failed')))
  const waiting = inTurn(async () => 'done')
  await expect(inTurn(async () => 'never')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    details: { retryAfterSeconds: 1 },
  })
  await expect(failing).rejects.toThrow('failed')
  expect(await waiting).toBe('done')
  expect(await inTurn(async () => 'again')).toBe('again')
})
