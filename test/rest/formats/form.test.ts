import { expect, test } from 'vitest'
import { listCustomers, patchCustomer } from '../../../src/rest/dto.ts'
import { readForm } from '../../../src/rest/formats/form.ts'

test.each(['tagIds=a,b', 'tagIds=a%2Cb', 'TagIds=[a,b]', 'TAGIDS=a&tagids=b'])('a list: %s', (query) => {
  expect(readForm(listCustomers, query)).toEqual({ tagIds: ['a', 'b'] })
})

test('items are quoted where they hold a comma', () => {
  expect(readForm(listCustomers, 'tagIds=%22a,b%22,c')).toEqual({ tagIds: ['a,b', 'c'] })
})

test('an empty list is not an empty value', () => {
  expect(readForm(patchCustomer, 'tagIds=[]&name=')).toEqual({ tagIds: [] })
})

test('bare keys, empty values and unknown names are ignored', () => {
  expect(readForm(listCustomers, 'page&nameFilter=&x=1&all=True&countPerPage=5')).toEqual({
    all: true,
    countPerPage: 5,
  })
})

test('objects are JSV', () => {
  const form = 'customerId=c1&schedule={timeZoneId:Europe/Oslo,rules:[{byMonth:[1,2]}]}&data={a:{numberValue:1}}'
  expect(readForm(patchCustomer, form)).toEqual({
    customerId: 'c1',
    schedule: { timeZoneId: 'Europe/Oslo', rules: [{ byMonth: [1, 2] }] },
    data: { a: { numberValue: 1 } },
  })
})

test('enums by name, values that do not fit as they came', () => {
  expect(readForm(listCustomers, 'sortOrder=descend&page=two')).toEqual({ sortOrder: 'Descend', page: 'two' })
})
