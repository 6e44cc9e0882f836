import { PRESET_ROLES } from '../../src-shared/domain/access/index.ts'
import type { PresetRole } from '../../src-shared/domain/access/index.ts'
import { t } from './i18n.ts'

/** A shipped role by its name in the language of the page, a role of the office by its own. */
export function roleName(role: { readonly code: string; readonly name: string }): string {
  const preset = PRESET_ROLES.find((code): code is PresetRole => code === role.code)
  return preset === undefined ? role.name : t(`access.role.${preset}`)
}
