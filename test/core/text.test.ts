import { describe, expect, test } from 'vitest'
import { checkId, checkLongText, checkName, checkText, checkUrl } from '../../src/core/text.ts'
import { findingsOf } from '../support/findings.ts'

type Check = typeof checkText | typeof checkName
const run = (check: Check, value: unknown) => findingsOf((findings) => check(value, ['f'], findings))
const accepted = (value: unknown) => ({ value, errors: [] })

describe('names', () => {
  test('are trimmed', () => expect(run(checkName, ' Acme\u00a0')).toEqual(accepted('Acme')))
  test.each([[null], [undefined], [''], [' \t ']])('%j is blank', (name) => {
    expect(run(checkName, name).errors).toEqual(['Blank f'])
  })
  test('count characters, not code units', () => {
    expect(run(checkName, '😀'.repeat(255)).errors).toEqual([])
    expect(run(checkName, '😀'.repeat(256)).errors).toEqual(['TooLong f'])
  })
  test.each([['a\nb'], ['a\u0000'], ['a\u007fb'], ['a\u0085b'], ['a\ud800'], ['\udc00a'], [5]])(
    '%j is invalid',
    (name) => {
      expect(run(checkName, name).errors).toEqual(['Invalid f'])
    },
  )
  test('tell everything that is wrong', () => {
    expect(run(checkName, `\u0001${'a'.repeat(255)}`).errors).toEqual(['TooLong f', 'Invalid f'])
  })
})

describe('optional texts', () => {
  test('null stays null', () => expect(run(checkText, null)).toEqual(accepted(null)))
  test('keep their outer white space', () => expect(run(checkText, ' a ')).toEqual(accepted(' a ')))
  test('of many lines take tab and line ends', () => expect(run(checkLongText, 'a\r\n\tb').errors).toEqual([]))
  test.each([['\u000b'], ['\u001b'], ['\u009f'], ['\ud800']])('of many lines refuse %j', (text) => {
    expect(run(checkLongText, text).errors).toEqual(['Invalid f'])
  })
  test('of many lines are bound in bytes', () => {
    expect(run(checkLongText, 'é'.repeat(32 * 1024)).errors).toEqual([])
    expect(run(checkLongText, `${'é'.repeat(32 * 1024)}a`).errors).toEqual(['TooLong f'])
  })
})

describe('ids', () => {
  test('have 1 to 64 characters', () => {
    expect(run(checkId, 'x'.repeat(64)).errors).toEqual([])
    expect(run(checkId, 'x'.repeat(65)).errors).toEqual(['TooLong f'])
    expect(run(checkId, '').errors).toEqual(['Blank f'])
  })
})

describe('URLs', () => {
  test.each([['https://a.example/b?c#d'], ['HTTP://localhost:8080'], ['/logout'], ['/'], [null]])('%j', (url) => {
    expect(run(checkUrl, url)).toEqual(accepted(url))
  })
  test.each([
    ['javascript:alert(1)'],
    ['ftp://a.example'],
    ['//a.example'],
    ['/\\a.example'],
    ['http:a.example'],
    ['https://'],
    ['https://a b'],
    ['logout'],
    [''],
  ])('%j is invalid', (url) => {
    expect(run(checkUrl, url).errors).toEqual(['Invalid f'])
  })
})
