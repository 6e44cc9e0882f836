import type { OutputFor, WireError } from '../../platform/client.ts'
import { errorText } from '../../platform/error-text.ts'
import { t, textIfAny } from '../../platform/i18n.ts'

export type OpeningView = OutputFor<'opening.open'>
export type OpeningRow = OutputFor<'opening.rows'>['rows'][number]
export type Posting = OutputFor<'opening.list'>['postings'][number]

export function problemText({ code, params }: OpeningRow['problems'][number]): string {
  return textIfAny(`error.${code}`, params) ?? code
}

export function reasonText(row: OpeningRow): string {
  return row.problems.map(problemText).join(t('opening.check.separator'))
}

/** A file that is not read says why by a code of its own. */
export function failureText(error: WireError): string {
  const code = error.params['code']
  if (error.code !== 'import.file_refused' || typeof code !== 'string') return errorText(error)
  const params = (error.params['params'] ?? {}) as Readonly<Record<string, unknown>>
  return textIfAny(`error.${code}`, params) ?? errorText(error)
}
