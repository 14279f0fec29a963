import { expect, test } from 'vitest'
import { checkAppSettings, completeAppSettings, defaultAppSettings } from '../../src/app-settings/model.ts'
import { findingsOf } from '../support/findings.ts'

const check = (value: unknown) => findingsOf((findings) => checkAppSettings(value, ['appSettings'], findings))

test('settings are stored sparse and come back whole', () => {
  const { value, errors } = check({
    enableDialer: true,
    EnableAssistants: false,
    pageTitle: null,
    CustomCss: 'a {\n\tb: c }\r\n',
    logoutUrl: '/logout',
    extra: 1,
  })
  expect(errors).toEqual([])
  expect(value).toStrictEqual({ enableDialer: true, customCss: 'a {\n\tb: c }\r\n', logoutUrl: '/logout' })
  expect(completeAppSettings(value ?? {})).toEqual({
    ...defaultAppSettings,
    enableDialer: true,
    customCss: 'a {\n\tb: c }\r\n',
    logoutUrl: '/logout',
  })
})

test.each([
  [5, 'Invalid appSettings'],
  [{ enableDialer: 'yes' }, 'Invalid appSettings.enableDialer'],
  [{ chakraTheme: 'x'.repeat(256) }, 'TooLong appSettings.chakraTheme'],
  [{ pageTitle: 'a\nb' }, 'Invalid appSettings.pageTitle'],
  [{ customCss: 'x'.repeat(65_537) }, 'TooLong appSettings.customCss'],
  [{ stringMappings: 'x'.repeat(65_537) }, 'TooLong appSettings.stringMappings'],
  [{ logoutUrl: '//a.example' }, 'Invalid appSettings.logoutUrl'],
  [{ portMyNumberUrl: 'javascript:alert(1)' }, 'Invalid appSettings.portMyNumberUrl'],
])('%j: %s', (value, error) => {
  expect(check(value).errors).toEqual([error])
})
