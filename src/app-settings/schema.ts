import { Field, InputType, ObjectType } from 'type-graphql'
import type { AppSettings } from './model.ts'

const switches = {
  enablePhoneNumberManagement: 'Whether users manage phone numbers.',
  enableDeviceManagement: 'Whether users manage devices.',
  enableDialer: 'Whether the dialer is shown.',
  enableCallHistory: 'Whether the call history is shown.',
  enableAssistants: 'Whether assistants are shown.',
  showFileNameInMessageCenter: 'Whether the message center shows file names.',
}

const texts = {
  chakraTheme: 'The name of the theme, at most 255 characters.',
  customCss: 'Style sheet added to each page, at most 64 KiB.',
  pageTitle: 'The title of each page, at most 255 characters.',
  stringMappings: 'Texts that replace those of the app, at most 64 KiB.',
  logoutUrl: 'Where signing out leads: an http(s) URL, or a path that begins with one `/`.',
  portMyNumberUrl: 'Where porting a number leads: an http(s) URL, or a path that begins with one `/`.',
}

type Names = Record<keyof AppSettings, string>

/** Declares the members on a class; switches can be null where `nullableSwitches`. */
function Members(nullableSwitches: boolean): ClassDecorator {
  const about: Names = { ...switches, ...texts }
  return (target) => {
    for (const [name, description] of Object.entries(about)) {
      const isSwitch = name in switches
      const nullable = !isSwitch || nullableSwitches
      Field(() => (isSwitch ? Boolean : String), { nullable, description })(target.prototype, name)
    }
  }
}

@Members(false)
@ObjectType('AppSettings', { description: 'What the app of a customer shows, and how.', simpleResolvers: true })
export class AppSettingsObject {}

@Members(true)
@InputType('AppSettingsInput', {
  description:
    'What the app of a customer shows, and how. It replaces the stored settings as a whole: switches left out are off, ' +
    'texts left out are null.',
})
export class AppSettingsInput {}
