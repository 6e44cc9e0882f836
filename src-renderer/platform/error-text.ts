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
  const known = sentenceWithout(error) ?? textIfAny(`error.${error.code}`, params)
  if (known !== null) return known
  const reference = error.reference ?? t('ui.failed.no_reference')
  return t('ui.failed.unknown', { code: error.code, reference })
}

/** Core keeps a parameter back (`null`: whether an account exists): `error.<code>_without_<parameter>` does without it. */
function sentenceWithout(error: WireError): string | null {
  const [kept] = Object.entries(error.params).find(([, value]) => value === null) ?? []
  return kept === undefined ? null : textIfAny(`error.${error.code}_without_${kept}`, shownParams(error))
}

/** An approval that fails says why the command in it was refused: that is the sentence to read. */
function innerRefusal({ code, params }: WireError): WireError | null {
  if (code !== 'approval.command_refused' || typeof params['code'] !== 'string') return null
  return { class: 'refused', code: params['code'], params: (params['params'] ?? {}) as WireError['params'] }
}

/** The texts beside fields, by dotted path. A refusal of the kernel's `input.invalid` has one for each of its issues. */
export function fieldTexts(error: WireError | null): Readonly<Record<string, string>> {
  if (error === null) return {}
  const texts: Record<string, string> = {}
  const issues = issuesOf(error)
  if (error.field !== undefined && issues.length === 0) texts[error.field] = errorText(error)
  for (const issue of issues) texts[issue.path] ??= issueText(issue)
  return texts
}

interface Issue {
  readonly path: string
  readonly code: string
  readonly origin: string
  readonly bound: number
}

/** Why a field does not fit, and how to mend it. Numbers are scaled by their field, so their bound is not told. */
function issueText({ code, origin, bound }: Issue): string {
  if (code === 'invalid_type') return t('ui.form.missing')
  if (code === 'too_small') {
    if (origin === 'string') return bound <= 1 ? t('ui.form.missing') : t('ui.form.too_short', { min: bound })
    return origin === 'array' ? t('ui.form.too_few') : t('ui.form.number_too_small')
  }
  if (code !== 'too_big') return t('ui.form.invalid_field')
  if (origin === 'string') return t('ui.form.too_long', { max: bound })
  return origin === 'array' ? t('ui.form.too_many', { max: bound }) : t('ui.number.too_long')
}

/** What `input.invalid` names, as zod reports it: a path is a list of keys or already dotted. */
function issuesOf(error: WireError): readonly Issue[] {
  const issues = error.params['issues']
  if (!Array.isArray(issues)) return []
  return issues.flatMap((issue: unknown) => {
    if (typeof issue === 'string') return [issueOf(issue, {})]
    const told = (issue ?? {}) as Readonly<Record<string, unknown>>
    const { path } = told
    if (typeof path === 'string') return [issueOf(path, told)]
    return Array.isArray(path) ? [issueOf(path.join('.'), told)] : []
  })
}

function issueOf(path: string, { code, origin, bound }: Readonly<Record<string, unknown>>): Issue {
  return { path, code: String(code), origin: String(origin), bound: Number(bound) }
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
