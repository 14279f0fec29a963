import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import {
  accountList,
  customerInfo,
  customerList,
  newCustomer,
  patchCustomer,
  setCustomerStagingMode,
} from '../../../src/rest/dto.ts'
import { csv, literalCsv } from '../../../src/rest/formats/csv.ts'
import { json } from '../../../src/rest/formats/json.ts'
import { jsv } from '../../../src/rest/formats/jsv.ts'
import { xml } from '../../../src/rest/formats/xml.ts'
import { contractName } from '../../../src/rest/formats/xml-contract.ts'

const golden = (file: string) => readFile(`test/rest/golden/${file}`, 'utf8')
const folded = (text: string) => text.trim().replace(/>\s+</g, '><')

test.each([
  ['CustomerInfo.json', customerInfo],
  ['CustomerInfo-with-data.json', customerInfo],
  ['NewCustomer.json', newCustomer],
  ['PatchCustomer.json', patchCustomer],
])('JSON: %s is read whole and written letter for letter', async (file, type) => {
  const text = (await golden(file)).trim()
  expect(json.read(type, text)).toEqual(JSON.parse(text))
  expect(json.write(type, json.read(type, text))).toBe(text)
})

test('JSON with a customer of NewCustomer survives the other formats', async () => {
  const customer: unknown = JSON.parse(await golden('CustomerInfo-with-data.json'))
  for (const format of [xml, csv, jsv]) {
    expect(format.read(customerInfo, format.write(customerInfo, customer)), format.name).toEqual(customer)
  }
})

test('JSV: the dump of ListCustomers reads as the JSON of the same customer', async () => {
  const customer: unknown = JSON.parse(await golden('CustomerInfo.json'))
  const page = { items: [customer], totalCount: 0, totalPages: 0, hasMorePages: false }
  expect(jsv.read(customerList, await golden('ListCustomers.jsv'))).toEqual(page)
  const compact = jsv.write(customerList, page)
  expect(compact).toContain('{items:[{accountId:String,')
  expect(compact).toMatch(/isStaging:False.*bySetPosition:\[0\].*totalCount:0,totalPages:0,hasMorePages:False\}$/)
  expect(jsv.read(customerList, compact)).toEqual(page)
})

describe('XML', () => {
  test('of CustomerInfo, element by element', async () => {
    const text = folded(await golden('CustomerInfo.xml'))
    const customer: unknown = JSON.parse(await golden('CustomerInfo.json'))
    expect(xml.write(customerInfo, customer)).toBe(text)
    expect(xml.read(customerInfo, text)).toEqual(customer)
    expect(xml.read(customerInfo, await golden('CustomerInfo.xml'))).toEqual(customer)
  })

  test('of SetCustomerStagingMode', async () => {
    const request = { customerId: 'String', isStaging: false }
    expect(xml.write(setCustomerStagingMode, request)).toBe(folded(await golden('SetCustomerStagingMode.xml')))
    expect(xml.read(setCustomerStagingMode, await golden('SetCustomerStagingMode.xml'))).toEqual(request)
  })

  test('names lists by their hash', () => {
    expect(contractName(customerList).local).toBe('ListResponseOfCustomerInfoznfKbIMc')
    expect(contractName(accountList).local).toBe('ListResponseOfAccountInfoLIonMsk5')
  })

  test('of a list: the items in their own namespace, their base members in the root’s', () => {
    const page = { items: [{ name: 'Acme', tags: [], id: 'c1' }], totalCount: 1, hasMorePages: false }
    const text = xml.write(customerList, page)
    expect(text).toMatch(
      /^<ListResponseOfCustomerInfoznfKbIMc xmlns:i="http:\/\/www.w3.org\/2001\/XMLSchema-instance" xmlns="http:\/\/schemas.datacontract.org\/2004\/07\/Voice.Api"><HasMorePages>false<\/HasMorePages><Items xmlns:d2p1="http:\/\/schemas.datacontract.org\/2004\/07\/Voice.Api.Customers"><d2p1:CustomerInfo><CreatedBy i:nil="true" \/>/,
    )
    expect(text).toContain('<Id>c1</Id>')
    expect(text).toContain('<d2p1:Tags xmlns:d4p1="http://schemas.datacontract.org/2004/07/Voice.Api.Settings" />')
    expect(text).toMatch(/<\/Items><TotalCount>1<\/TotalCount><\/ListResponseOfCustomerInfoznfKbIMc>$/)
    expect(xml.read(customerList, text)).toEqual(page)
  })

  test('of a Struct: entries with the hash, lists of structs as arrays of entries', () => {
    const data = { rows: { listValue: [{ a: { numberValue: 1 } }] } }
    const text = xml.write(newCustomer, { name: 'x', data })
    const arrays = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays'
    const values = 'http://schemas.datacontract.org/2004/07/Voice.Api.Flows.Data'
    expect(text).toContain(
      `<Data xmlns:d2p1="${arrays}"><d2p1:KeyValueOfstringValue8Ahp2kgT><d2p1:Key>rows</d2p1:Key>` +
        `<d2p1:Value xmlns:d4p1="${values}"><d4p1:BoolValue i:nil="true" /><d4p1:ListValue>` +
        '<d2p1:ArrayOfKeyValueOfstringValue8Ahp2kgT><d2p1:KeyValueOfstringValue8Ahp2kgT><d2p1:Key>a</d2p1:Key>',
    )
    expect(xml.read(newCustomer, text)).toEqual({ name: 'x', data })
  })

  test('takes elements in any order, with any prefixes', () => {
    const text = '<x:NewCustomer xmlns:x="urn:x"><x:ReferenceId>r</x:ReferenceId><x:name>n</x:name></x:NewCustomer>'
    expect(xml.read(newCustomer, text)).toEqual({ name: 'n', referenceId: 'r' })
  })
})

describe('CSV', () => {
  const columns =
    'AccountId,ParentCustomerId,Breadcrumb,AccountName,IsStaging,Name,ReferenceId,Data,Tags,Schedule,IntegrationData,' +
    'OverrideBillingSettings,BillingSettings,OverrideAppSettings,AppSettings,Id,DateCreated,DateLastModified,CreatedBy,' +
    'LastModifiedBy'
  const customer = {
    accountId: 'a1',
    isStaging: false,
    name: 'Acme, Inc.',
    data: { vip: { boolValue: true } },
    tags: [{ id: 't1', color: 'Red' }],
    id: 'c1',
  }
  const row = 'a1,,,,False,"Acme, Inc.",,"{vip:{boolValue:True}}","[{id:t1,color:Red}]",,,,,,,c1,,,,\r\n'

  test('of customers: a header and a row each', () => {
    const page = { items: [customer, customer], totalCount: 2 }
    expect(csv.write(customerList, page)).toBe(`${columns}\r\n${row}${row}`)
    expect(csv.read(customerList, `${columns}\r\n${row}${row}`)).toEqual({ items: [customer, customer] })
  })

  test('of one customer', () => {
    expect(csv.write(customerInfo, customer)).toBe(`${columns}\r\n${row}`)
    expect(csv.read(customerInfo, `${columns}\r\n${row}`)).toEqual(customer)
  })

  test('in the literal form: all customers in the first cell', () => {
    const page = { items: [customer], totalCount: 1, totalPages: 1, hasMorePages: false }
    const cell =
      '"[{accountId:a1,isStaging:False,name:""Acme, Inc."",data:{vip:{boolValue:True}},tags:[{id:t1,color:Red}],id:c1}]"'
    const text = `Items,TotalCount,TotalPages,HasMorePages\r\n${cell},1,1,False\r\n`
    expect(literalCsv.write(customerList, page)).toBe(text)
    expect(literalCsv.read(customerList, text)).toEqual(page)
  })

  test('names its columns as the documents do, without regard to case', () => {
    expect(csv.read(newCustomer, 'NAME,Unknown,referenceid\r\nx,y,""\r\n')).toEqual({ name: 'x', referenceId: '' })
  })
})

test('JSV quotes what needs it', () => {
  const customer = { id: 'c1', name: 'Acme, Inc.', isStaging: false, tags: [{ id: 't1', color: 'Red' }] }
  expect(jsv.write(customerInfo, customer)).toBe('{id:c1,name:"Acme, Inc.",isStaging:False,tags:[{id:t1,color:Red}]}')
  expect(jsv.write(newCustomer, { name: '', referenceId: 'a"b', data: {} })).toBe(
    '{name:"",referenceId:"a""b",data:{}}',
  )
})
