import { t, textIfAny } from '../../platform/i18n.ts'
import { FEATURES } from '../features.ts'

/** What a scope of keys is called: its page's title, else its feature's name. `null` when nobody gave it one. */
export function scopeTitle(scope: string): string | null {
  if (scope === 'global') return t('app.help.global')
  const route = FEATURES.flatMap((feature) => feature.routes ?? []).find(({ name }) => name === scope)
  const title = route?.meta?.title
  return title === undefined ? textIfAny(`access.feature.${scope}`) : t(title)
}
