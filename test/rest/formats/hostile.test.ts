import { describe, expect, test } from 'vitest'
import { customerInfo, customerList, newCustomer, patchCustomer } from '../../../src/rest/dto.ts'
import { csv } from '../../../src/rest/formats/csv.ts'
import { readForm } from '../../../src/rest/formats/form.ts'
import { type Format, UnreadableBody } from '../../../src/rest/formats/format.ts'
import { json } from '../../../src/rest/formats/json.ts'
import { jsv } from '../../../src/rest/formats/jsv.ts'
import { xml } from '../../../src/rest/formats/xml.ts'

const maxBody = 1024 * 1024
const digits = '9'.repeat(400)
const filled = (piece: string) => piece.repeat(maxBody / piece.length)
const billed = (number: string) =>
  `<CustomerInfo><BillingSettings><Base><UnitCost>${number}</UnitCost></Base></BillingSettings></CustomerInfo>`

/** The position that the refusal tells; reading takes less than a second. */
function refusal(read: () => unknown): string {
  const start = performance.now()
  try {
    read()
  } catch (error) {
    expect(performance.now() - start).toBeLessThan(1_000)
    if (error instanceof UnreadableBody) return error.position
    throw error
  }
  throw new Error('it was read')
}

function refuses(
  format: Format,
  cases: readonly (readonly [what: string, text: string, position: string | RegExp])[],
): void {
  test.each(cases)('%s', (_what, text, position) => {
    expect(refusal(() => format.read(customerInfo, text))).toMatch(position)
  })
}

describe('JSON', () => {
  refuses(json, [
    ['nothing', '', 'line 1, column 1'],
    ['half an object', '{"name":"x",\n "id":', 'line 2, column 7'],
    ['a bare word', '{"name":x}', 'line 1, column 9'],
    ['a comma too many', '{"name":"x",}', 'line 1, column 13'],
    ['something after the end', '{} {}', 'line 1, column 4'],
    ['a bracket that nothing opened', '[}', 'line 1, column 2'],
    ['a raw line end in a text', '{"name":"a\nb"}', 'line 1, column 9'],
    ['1e999', '{"billingSettings":{"base":{"unitCost":1e999}}}', 'line 1, column 40'],
    ['400 digits', `{"a":${digits}}`, 'line 1, column 6'],
    [
      '1e999 as text',
      '{"maxPhoneNumbers":1,"billingSettings":{"base":{"unitCost":"1e999"}}}',
      'BillingSettings.Base.UnitCost',
    ],
    ['NUL', '{"name":"\0"}', 'line 1, column 10'],
    ['an escaped NUL', '{"name":"\\u0000"}', 'line 1, column 9'],
    ['a lone surrogate', '{"name":"\ud800"}', 'line 1, column 10'],
    ['an escaped lone surrogate', '{"name":"\\ud800x"}', 'line 1, column 9'],
    ['65 levels', '['.repeat(65) + ']'.repeat(65), 'line 1, column 65'],
    ['levels without end', filled('['), 'line 1, column 65'],
    ['objects without end', filled('{"a":'), 'line 1, column'],
    ['a text without end', `"${filled('x')}`, 'line 1, column 1'],
    ['escapes without end', `"${filled('\\\\')}`, 'line 1, column 1'],
    ['white space without end', filled(' '), `column ${maxBody + 1}`],
  ])

  test('what does not fit its type stays for the domain to refuse', () => {
    expect(json.read(newCustomer, '{"NAME":5,"data":[1],"extra":{},"referenceId":null}')).toEqual({
      name: 5,
      data: [1],
    })
  })
})

describe('JSV', () => {
  refuses(jsv, [
    ['half an object', '{name:x', 'line 1, column 8'],
    ['an open quote', '{name:"x}', 'line 1, column 7'],
    ['something after a quote', '{name:"x"y}', 'line 1, column 10'],
    ['a quote in a plain text', '{name:x"y"}', 'line 1, column 8'],
    ['brackets that cross', '{tags:[}]', 'line 1, column 8'],
    ['something after the end', '{}{}', 'line 1, column 3'],
    ['1e999', '{billingSettings:{base:{unitCost:1e999}}}', 'BillingSettings.Base.UnitCost'],
    ['400 digits', `{billingSettings:{base:{unitCost:${digits}}}}`, 'BillingSettings.Base.UnitCost'],
    ['NUL', '{name:\0}', 'line 1, column 7'],
    ['a lone surrogate', '{name:\udfff}', 'line 1, column 7'],
    ['levels without end', filled('['), 'line 1, column 65'],
    ['objects without end', filled('{a:'), 'line 1, column'],
    ['a text without end', `{a:"${filled('x')}`, 'line 1, column 4'],
    ['quotes without end', `{a:"${filled('""')}`, 'line 1, column'],
    ['white space without end', `{a:b${filled(' ')}`, `column ${maxBody + 5}`],
  ])
})

describe('XML', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`
  refuses(xml, [
    ['nothing', '', 'line 1, column 0'],
    ['a bomb', `${bomb}<CustomerInfo><Name>&c;</Name></CustomerInfo>`, 'line 1, column'],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CustomerInfo />',
      'line 1, column 54',
    ],
    ['an external DTD', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><CustomerInfo />', 'line 1, column 44'],
    ['an entity of no one', '<CustomerInfo>&constructor;</CustomerInfo>', 'line 1, column 27'],
    ['an element that is not closed', '<CustomerInfo>\n<Name></CustomerInfo>', 'line 2, column 21'],
    ['two roots', '<CustomerInfo /><CustomerInfo />', 'line 1'],
    ['another root', '<NewCustomer />', 'the root'],
    ['an unknown prefix', '<CustomerInfo><x:Name /></CustomerInfo>', 'line 1, column'],
    ['an attribute twice', '<CustomerInfo a="" a="" />', 'line 1, column'],
    ['an entry without a key', '<CustomerInfo><Data><a><Value /></a></Data></CustomerInfo>', 'Data'],
    ['1e999', billed('1e999'), 'BillingSettings.Base.UnitCost'],
    ['400 digits', billed(digits), 'BillingSettings.Base.UnitCost'],
    ['NUL', '<CustomerInfo>\0</CustomerInfo>', 'line 1, column 15'],
    ['a reference to NUL', '<CustomerInfo>&#0;</CustomerInfo>', 'line 1'],
    ['a control character of XML 1.1', '<?xml version="1.1"?><CustomerInfo>&#1;</CustomerInfo>', 'line 1'],
    ['a reference to a lone surrogate', '<CustomerInfo>&#xD800;</CustomerInfo>', 'line 1'],
    ['a lone surrogate', '<CustomerInfo>\ud800</CustomerInfo>', 'line 1, column 15'],
    ['levels without end', filled('<a>'), 'line 1'],
    ['attributes without end', `<a ${Array.from({ length: 80_000 }, (_, n) => `a${n}=""`).join(' ')}`, 'line 1'],
    ['a DTD without end', `<!DOCTYPE a [${filled('<!ENTITY b "c">')}`, 'line 1'],
    ['a text without end', `<CustomerInfo>${filled('x')}`, 'line 1'],
    ['a comment without end', `<CustomerInfo><!--${filled('-x')}`, 'line 1'],
  ])
})

describe('CSV', () => {
  refuses(csv, [
    ['nothing', '', 'line 1'],
    ['no row', 'Name\r\n', 'line 1'],
    ['two rows', 'Name\r\na\r\nb\r\n', 'line 1'],
    ['an open quote', 'Name\r\n"x\r\n', /line \d/],
    ['something after a quote', 'Name\r\n"x"y\r\n', 'line 2'],
    ['a quote in a plain cell', 'Name\r\nx"y"\r\n', 'line 2'],
    ['cells without a column', 'Name\r\na,b\r\n', 'line 2'],
    ['a torn cell of JSV', 'Name,Tags\r\na,"[{id:"\r\n', 'row 1, column Tags'],
    ['1e999', 'BillingSettings\r\n{base:{unitCost:1e999}}\r\n', 'BillingSettings.Base.UnitCost'],
    ['NUL', 'Name\r\n\0\r\n', 'line 2, column 1'],
    ['a lone surrogate', 'Name\r\n\ud800\r\n', 'line 2, column 1'],
    ['levels without end', `Name,Tags\r\na,"${filled('[')}"\r\n`, 'row 1, column Tags'],
    ['a quoted text without end', `Name\r\n"${filled('""')}`, /line \d/],
    ['commas without end', `Name\r\n${filled(',')}`, 'line 2'],
    ['rows without end', `Name\r\n${filled('x\r\n')}`, 'row 50001'],
  ])

  test('the rows of a list count from 1', () => {
    expect(refusal(() => csv.read(customerList, 'Tags\r\n[]\r\n[\r\n'))).toBe('row 2, column Tags')
  })
})

describe('a form', () => {
  test.each([
    ['NUL', 'name=%00', 'Name'],
    ['a torn list', 'tagIds=[a', 'TagIds'],
    ['an open quote', 'tagIds=a,"b', 'TagIds'],
    ['a torn object', 'schedule={timeZoneId:', 'Schedule'],
    ['levels without end', `data=${filled('[')}`, 'Data'],
  ])('%s', (_what, text, position) => {
    expect(refusal(() => readForm(patchCustomer, text))).toBe(position)
  })

  test('with the same list a thousand times over takes no longer', () => {
    expect(readForm(patchCustomer, filled('tagIds=a&'))).toHaveProperty('tagIds.length', Math.floor(maxBody / 9))
  })
})
