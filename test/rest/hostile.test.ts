import { beforeAll, describe, expect, test } from 'vitest'
import { onBothDatabases } from '../support/gateway.ts'
import { make, refusalOf, rest } from '../support/rest.ts'

const filled = (piece: string) => piece.repeat((1024 * 1024 - 200) / piece.length)
const digits = '9'.repeat(400)
const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`
const billed = (cost: string) =>
  `<PatchCustomer><Name>no</Name><BillingSettings><Base><UnitCost>${cost}</UnitCost></Base></BillingSettings></PatchCustomer>`
const inLatin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const inUtf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))

/** Bodies by their types; each would change the name if it were read. */
const hostile: Readonly<Record<string, Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>>> = {
  'application/json': {
    'half of it': '{"name":"no"',
    'broken quoting': '{"name":"no}',
    'levels without end': `{"name":"no","data":${filled('{"a":')}`,
    'lists without end': filled('['),
    'a huge number': `{"name":"no","billingSettings":{"base":{"unitCost":1e999}}}`,
    '400 digits': `{"name":"no","billingSettings":{"base":{"allowance":${digits}}}}`,
    NUL: '{"name":"no\0"}',
    'an escaped NUL': '{"name":"no\\u0000"}',
    'a lone surrogate': '{"name":"no\\ud800"}',
    'another charset': inLatin1('{"name":"nø"}'),
    'UTF-16': inUtf16('{"name":"no"}'),
  },
  'application/xml': {
    'a bomb': `${bomb}<PatchCustomer><Name>&c;</Name></PatchCustomer>`,
    'an external entity':
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><PatchCustomer><Name>&b;</Name></PatchCustomer>',
    'a DTD': '<!DOCTYPE PatchCustomer><PatchCustomer><Name>no</Name></PatchCustomer>',
    'levels without end': filled('<a>'),
    'a tag that is not closed': '<PatchCustomer><Name>no</PatchCustomer>',
    'a huge number': billed('1e999'),
    '400 digits': billed(digits),
    NUL: '<PatchCustomer><Name>no&#0;</Name></PatchCustomer>',
    'another charset': inLatin1(
      '<?xml version="1.0" encoding="iso-8859-1"?><PatchCustomer><Name>nø</Name></PatchCustomer>',
    ),
    'another root': '<NewCustomer><Name>no</Name></NewCustomer>',
  },
  'text/jsv': {
    'half of it': '{name:no',
    'broken quoting': '{name:"no}',
    'levels without end': filled('{a:'),
    'a huge number': '{name:no,billingSettings:{base:{unitCost:1e999}}}',
    NUL: '{name:no\0}',
    'another charset': inLatin1('{name:nø}'),
  },
  'text/csv': {
    'broken quoting': 'Name\r\n"no\r\n',
    'a torn cell': 'Name,Data\r\nno,"{a:"\r\n',
    'two rows': 'Name\r\nno\r\nno\r\n',
    'levels without end': `Name,Data\r\nno,"${filled('{a:')}"\r\n`,
    'commas without end': `Name\r\n${filled(',')}`,
    'a huge number': 'Name,BillingSettings\r\nno,{base:{unitCost:1e999}}\r\n',
    NUL: 'Name\r\nno\0\r\n',
    'another charset': inLatin1('Name\r\nnø\r\n'),
  },
  'application/x-www-form-urlencoded': {
    NUL: 'name=no%00',
    'a torn list': 'name=no&tagIds=[a',
    'levels without end': `name=no&data=${filled('{a:')}`,
    'a huge number': 'name=no&billingSettings={base:{unitCost:1e999}}',
    'another charset': inLatin1('name=nø'),
  },
}

onBothDatabases('a hostile body', (gateway) => {
  let id: string
  beforeAll(async () => {
    const accountId = await make(gateway(), '/accounts', { name: 'Nordic' })
    id = await make(gateway(), '/customers', { accountId, name: 'Acme' })
  })

  describe.each(Object.entries(hostile))('of %s', (contentType, bodies) => {
    test.each(Object.entries(bodies))(
      '%s: 400 with the position, within a second, and nothing is written',
      async (_what, body) => {
        const before = (await rest(gateway(), '/customers?format=json')).text
        for (const [method, path] of [
          ['PATCH', `/customers/${id}`],
          ['POST', `/api/PatchCustomer?customerId=${id}`],
        ] as const) {
          const startedAt = performance.now()
          const answer = await rest(gateway(), `${path}${path.includes('?') ? '&' : '?'}format=json`, {
            method,
            body,
            headers: { 'content-type': contentType },
          })
          expect(performance.now() - startedAt).toBeLessThan(1_000)
          expect(refusalOf(answer)).toMatch(/^400 Invalid/)
          expect(answer.json?.responseStatus?.message).toMatch(
            /line \d+|row \d+|character \d+|byte \d+|, at [A-Z]\w+|the root/,
          )
        }
        expect((await rest(gateway(), '/customers?format=json')).text).toBe(before)
      },
    )
  })

  test.each(['utf-16', 'iso-8859-1', 'windows-1252'])('that says it is of %s is 400', async (charset) => {
    const headers = { 'content-type': `application/json; charset=${charset}` }
    const answer = await rest(gateway(), `/customers/${id}`, { method: 'PATCH', headers, body: '{"name":"no"}' })
    expect(refusalOf(answer)).toBe('400 Invalid')
    expect((await rest(gateway(), `/customers/${id}`)).json).toMatchObject({ name: 'Acme' })
  })

  test('in the query is 400 as well', async () => {
    for (const query of ['nameFilter=%00', 'specificIds=[a', 'specificIds=a,"b'])
      expect([query, refusalOf(await rest(gateway(), `/customers?${query}`))]).toEqual([query, '400 Invalid'])
    expect((await rest(gateway(), '/customers?nameFilter=%ff%fe')).json).toMatchObject({ items: [] })
  })

  test('in the path is nothing that there is', async () => {
    for (const path of ['/customers/%00', '/customers/%ff', '/customers/..%2f..', `/customers/${'x'.repeat(4000)}`])
      expect([path, (await rest(gateway(), path)).status]).toEqual([path, 404])
  })
})
