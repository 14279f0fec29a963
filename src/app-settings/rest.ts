import { type Sparse, toSparse } from '../core/sparse.ts'
import { type AppSettings, completeAppSettings, type StoredAppSettings } from './model.ts'

/** App settings as the service documents show them: every member that is not null. */
export function toAppSettingsInfo(settings: StoredAppSettings): Sparse<AppSettings> {
  return toSparse(completeAppSettings(settings), {})
}
