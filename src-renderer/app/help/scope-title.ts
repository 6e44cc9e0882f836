import { t, textIfAny } from '../../platform/i18n.ts'
import { FEATURES } from '../features.ts'

/** What a scope of keys is called: its page's title, its feature's name, or the name of a layer. `null` when nobody gave it one. */
export function scopeTitle(scope: string): string | null {
  if (scope === 'global') return t('app.help.global')
  const route = FEATURES.flatMap((feature) => feature.routes ?? []).find(({ name }) => name === scope)
  const title = route?.meta?.title
  if (title !== undefined) return t(title)
  return textIfAny(`access.feature.${scope}`) ?? textIfAny(`app.help.scope.${scope}`)
}
