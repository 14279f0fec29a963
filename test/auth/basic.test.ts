import { expect, test } from 'vitest'
import { parseBasic } from '../../src/auth/basic.ts'

const encode = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test.each([
  ['ada:geheim', 'ada', 'geheim'],
  ['ada:a:b:', 'ada', 'a:b:'],
  ['ada:', 'ada', ''],
  [':geheim', '', 'geheim'],
  ['Zoë Ærø:passwört 🔑', 'Zoë Ærø', 'passwört 🔑'],
])('%j', (text, userName, password) => {
  expect(parseBasic(encode(text))).toEqual({ userName, password })
})

test('the example of RFC 7617, whatever the case of its scheme', () => {
  expect(parseBasic('bASIC QWxhZGRpbjpvcGVuIHNlc2FtZQ==')).toEqual({ userName: 'Aladdin', password: 'open sesame' })
})

test.each([
  ['no colon', encode('ada')],
  ['nothing', 'Basic '],
  ['no Base64', 'Basic a:b'],
  ['Latin-1', `Basic ${Buffer.from('zoë:x', 'latin1').toString('base64')}`],
  ['another scheme', 'Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
])('%s is none', (_, header) => {
  expect(parseBasic(header)).toBe(null)
})
