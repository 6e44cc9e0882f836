import type { OutputFor } from '../../platform/client.ts'
import { count } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'

/** What an import or its undoing came to, a sentence each. */
export function resultLines({ kind, result }: Pick<OutputFor<'job.open'>, 'kind' | 'result'>): readonly string[] {
  const figure = (name: string): number => Number(result?.[name] ?? 0)
  const shown = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, count(figure(name))]))
  if (kind === 'undo_import') {
    const kept = figure('kept') > 0 ? [t('import.page.done_kept', shown('kept'))] : []
    return [t('import.page.done_undo', shown('removed', 'restored')), ...kept]
  }
  const skipped = figure('skipped') > 0 ? [t('import.page.done_skipped', shown('skipped'))] : []
  return [t('import.page.done_import', shown('created', 'updated')), ...skipped]
}
