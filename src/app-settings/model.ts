import { type Read, readBoolean, readObject } from '../core/read.ts'
import { type Sparse, toSparse } from '../core/sparse.ts'
import { checkLongText, checkText, checkUrl } from '../core/text.ts'

/** What a customer's portal shows; `stringMappings` and `customCss` are kept as text, never interpreted. */
export interface AppSettings {
  readonly enablePhoneNumberManagement: boolean
  readonly enableDeviceManagement: boolean
  readonly enableDialer: boolean
  readonly enableCallHistory: boolean
  readonly enableAssistants: boolean
  readonly showFileNameInMessageCenter: boolean
  readonly chakraTheme: string | null
  readonly customCss: string | null
  readonly pageTitle: string | null
  readonly stringMappings: string | null
  readonly logoutUrl: string | null
  readonly portMyNumberUrl: string | null
}

/** Settings as the database keeps them: without switches that are off and texts that are null. */
export type StoredAppSettings = Sparse<AppSettings>

/** What applies where no one up the tree has settings of their own. */
export const defaultAppSettings: AppSettings = {
  enablePhoneNumberManagement: false,
  enableDeviceManagement: false,
  enableDialer: false,
  enableCallHistory: false,
  enableAssistants: false,
  showFileNameInMessageCenter: false,
  chakraTheme: null,
  customCss: null,
  pageTitle: null,
  stringMappings: null,
  logoutUrl: null,
  portMyNumberUrl: null,
}

const readMembers = readObject<AppSettings>({
  enablePhoneNumberManagement: readBoolean,
  enableDeviceManagement: readBoolean,
  enableDialer: readBoolean,
  enableCallHistory: readBoolean,
  enableAssistants: readBoolean,
  showFileNameInMessageCenter: readBoolean,
  chakraTheme: checkText,
  customCss: checkLongText,
  pageTitle: checkText,
  stringMappings: checkLongText,
  logoutUrl: checkUrl,
  portMyNumberUrl: checkUrl,
})

/**
 * Checks settings, from GraphQL or in their wire form, and answers them as they are stored. User errors: Invalid and
 * TooLong, with the path.
 */
export const checkAppSettings: Read<StoredAppSettings> = (value, field, findings) => {
  const settings = readMembers(value, field, findings)
  return settings && toSparse(settings, defaultAppSettings)
}

/** Stored settings with every member filled in. */
export function completeAppSettings(document: StoredAppSettings): AppSettings {
  return { ...defaultAppSettings, ...document }
}
