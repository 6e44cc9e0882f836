import { formatFen } from '../../src-shared/kernel/money.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { Instant } from '../../src-shared/kernel/time.ts'
import type { WireError } from '../../src-shared/contract/request/wire.ts'
import { t, textIfAny } from './i18n.ts'
import { dateTime } from './time.ts'

/** The sentence for a refusal: `error.<code>` with its parameters, else one that names code and reference. */
export function errorText(error: WireError): string {
  const inner = innerRefusal(error)
  if (inner !== null) return errorText(inner)
  const params = shownParams(error)
  const known = textIfAny(`error.${error.code}`, params)
  if (known !== null) return known
  const reference = error.reference ?? t('ui.failed.no_reference')
  return t('ui.failed.unknown', { code: error.code, reference })
}

/** An approval that fails says why the command in it was refused: that is the sentence to read. */
function innerRefusal({ code, params }: WireError): WireError | null {
  if (code !== 'approval.command_refused' || typeof params['code'] !== 'string') return null
  return { class: 'refused', code: params['code'], params: (params['params'] ?? {}) as WireError['params'] }
}

/** The texts beside fields, by dotted path. A refusal of the kernel's `input.invalid` names several. */
export function fieldTexts(error: WireError | null): Readonly<Record<string, string>> {
  if (error === null) return {}
  const texts: Record<string, string> = {}
  if (error.field !== undefined) texts[error.field] = errorText(error)
  for (const issue of issuesOf(error)) texts[issue] ??= t('ui.form.invalid_field')
  return texts
}

/** Field paths of `input.invalid`, as zod reports them: a path is a list of keys or already dotted. */
function issuesOf(error: WireError): readonly string[] {
  const issues = error.params['issues']
  if (!Array.isArray(issues)) return []
  return issues.flatMap((issue: unknown) => {
    if (typeof issue === 'string') return [issue]
    const path = (issue as { readonly path?: unknown } | null)?.path
    if (typeof path === 'string') return [path]
    return Array.isArray(path) ? [path.join('.')] : []
  })
}

/** Parameters say what they are by their names: `…Fen` amounts, `…At` instants, `permission` and `feature` codes. */
function shownParams(error: WireError): Record<string, unknown> {
  const shown: Record<string, unknown> = { count: issuesOf(error).length || undefined }
  if (shown['count'] === undefined) delete shown['count']
  for (const [name, value] of Object.entries(error.params)) shown[name] = shownParam(name, value)
  return shown
}

function shownParam(name: string, value: unknown): unknown {
  if (name === 'permission') return textIfAny(`access.permission.${String(value)}`) ?? value
  if (name === 'feature') return textIfAny(`access.feature.${String(value)}`) ?? value
  if (!Number.isSafeInteger(value)) return value
  if (name === 'fen' || name.endsWith('Fen')) return formatFen(value as Fen)
  if (name === 'now' || name.endsWith('At')) return dateTime(value as Instant)
  return value
}
