import { text as textOf } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customerInfo, customerList } from '../../../src/rest/dto.ts'
import { csv, literalCsv } from '../../../src/rest/formats/csv.ts'
import { json } from '../../../src/rest/formats/json.ts'
import { jsv } from '../../../src/rest/formats/jsv.ts'
import { writeList } from '../../../src/rest/formats/stream.ts'
import { xml } from '../../../src/rest/formats/xml.ts'
import { anyCustomer } from './any-customer.ts'

const totals = { totalCount: 3, totalPages: 1 }
const known = { hasMorePages: false }

describe.each([json, xml, jsv, csv])('$name', (format) => {
  test('any customer survives', () => {
    fc.assert(
      fc.property(anyCustomer, (customer) => {
        expect(format.read(customerInfo, format.write(customerInfo, customer))).toEqual(customer)
      }),
      { numRuns: 300 },
    )
  })

  test('any text is read or refused, never a crash', () => {
    const torn = fc.tuple(anyCustomer, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }))
    fc.assert(
      fc.property(torn, ([customer, place, junk]) => {
        const text = format.write(customerInfo, customer)
        const at = place % (text.length + 1)
        readOrRefuse(() => format.read(customerInfo, text.slice(0, at) + junk + text.slice(at)))
        readOrRefuse(() => format.read(customerInfo, text.slice(0, at)))
      }),
      { numRuns: 300 },
    )
  })
})

test.each([json, xml, jsv, csv, literalCsv])('a list in pieces is the list at once: $name', async (format) => {
  const customers = fc.array(fc.array(anyCustomer, { maxLength: 2 }), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(customers, async (batches) => {
      const pieces = writeList(format.list(customerList), { batches: each(batches), known, totals: () => totals })
      const text = await textOf(pieces)
      const whole = { items: batches.flat(), ...known, ...totals }
      expect(format.read(customerList, text)).toEqual(format === csv ? { items: batches.flat() } : whole)
      // Only the list at once knows in time that it is empty.
      if (whole.items.length > 0) expect(text).toBe(format.write(customerList, whole))
    }),
    { numRuns: 50 },
  )
})

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

function readOrRefuse(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', position: expect.any(String) })
  }
}
