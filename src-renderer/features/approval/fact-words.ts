import { PRESET_ROLES } from '../../../src-shared/domain/access/index.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import type { OutputFor } from '../../platform/client.ts'
import { NOTHING, money } from '../../platform/format.ts'
import { enumText, t, textIfAny } from '../../platform/i18n.ts'
import type { TagTone } from '../../ui/tone.ts'

export type Request = OutputFor<'approval.list'>['requests'][number]

export function kindText(kind: string): string {
  return enumText('approval.kind', kind.replace('.', '_'))
}

export interface Fact {
  readonly name: string
  readonly label: string
  readonly text: string
}

/** What a request would change, in the order in which its feature tells it. */
export function factsOf({ facts }: Pick<Request, 'facts'>): readonly Fact[] {
  return Object.entries(facts).map(([name, value]) => ({
    name,
    label: enumText('approval.fact', name),
    text: factText(name, value),
  }))
}

/** The request in one line, for the list: its first three facts. */
export function factLine(request: Pick<Request, 'facts'>): string {
  return factsOf(request)
    .slice(0, 3)
    .map(({ text }) => text)
    .join(' · ')
}

function factText(name: string, value: string | number): string {
  if (/^(alone|approve)(Before|After)$/.test(name))
    return typeof value === 'number' ? money(value as Fen) : enumText('approval.limit', value)
  if (name.endsWith('Fen')) return money(value as Fen)
  if (typeof value === 'number') return String(value)
  if (value === '') return NOTHING
  if (name === 'permissions') return listed(value, (one) => textIfAny(`access.permission.${one}`) ?? one)
  if (name === 'role' || name.startsWith('roles')) return listed(value, roleText)
  if (name === 'secondCheck') return enumText('approval.check', value)
  return name === 'limitOf' ? kindText(value) : value
}

function listed(codes: string, textOf: (code: string) => string): string {
  return codes.split(',').map(textOf).join(t('user.page.and'))
}

function roleText(code: string): string {
  return PRESET_ROLES.some((preset) => preset === code) ? (textIfAny(`access.role.${code}`) ?? code) : code
}

const TONES: Readonly<Record<Request['state'], TagTone>> = {
  pending: 'warn',
  approved: 'ok',
  rejected: 'due',
  withdrawn: 'neutral',
  expired: 'neutral',
  nobody_else: 'info',
}

export function stateTag({ state }: Pick<Request, 'state'>): { readonly text: string; readonly tone: TagTone } {
  return { text: enumText('approval.state', state), tone: TONES[state] }
}
