import { PRESET_POLICY, deriveLateFee, rateInWords, readRate } from '../../../src-shared/domain/late-fee/index.ts'
import type { LateFee, LateFeePolicy, LateFeeRate, LprVersion } from '../../../src-shared/domain/late-fee/index.ts'
import type { Id } from '../../../src-shared/kernel/ids.ts'
import { fen } from '../../../src-shared/kernel/money.ts'
import { addDays } from '../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../platform/client.ts'
import { percentText } from './late-fee-words.ts'
import type { Rule } from './late-fee-words.ts'

type Saved = InputFor<'late_fee.save_rule'>
type Policy = NonNullable<Saved['policy']>

export const RATE_KINDS = ['per_day', 'per_month', 'per_year', 'lpr'] as const
export const CAP_KINDS = ['none', 'principal', 'lpr', 'amount'] as const

/** What the form of a rule holds while it is typed. */
export interface RuleForm {
  standardId: Id | null
  fromOn: LocalDate | null
  mode: Saved['mode']
  rateKind: LateFeeRate['kind']
  /** With its sign: a bare number is how a rate becomes ten times what the contract says. */
  rate: string
  factorE3: number | null
  months: 'started' | 'by_days'
  graceDays: number | null
  countFrom: Policy['countFrom']
  capKind: Policy['cap']['kind']
  capFen: number | null
  capFactorE3: number | null
  rounding: Policy['rounding']['mode']
  precision: Policy['rounding']['precision']
  itemIds: Id[]
  excluded: string
  document: string
}

export function formOf(rule: Rule | null, today: LocalDate): RuleForm {
  const policy = rule?.policy ?? { ...PRESET_POLICY, itemIds: null, excludedRoomCodes: [] }
  const { rate, cap } = policy
  return {
    standardId: rule?.standardId ?? null,
    fromOn: rule?.fromOn ?? today,
    mode: rule?.mode ?? 'on',
    rateKind: rate.kind,
    rate: rate.kind === 'lpr' ? '' : percentText(rate.ratePpm),
    factorE3: rate.kind === 'lpr' ? rate.multiplierE3 : 1000,
    months: rate.kind === 'per_month' ? rate.months : 'started',
    graceDays: policy.graceDays,
    countFrom: policy.countFrom,
    capKind: cap.kind,
    capFen: cap.kind === 'amount' ? cap.amountFen : null,
    capFactorE3: cap.kind === 'lpr' ? cap.multiplierE3 : 1300,
    rounding: policy.rounding.mode,
    precision: policy.rounding.precision,
    itemIds: [...(policy.itemIds ?? [])],
    excluded: policy.excludedRoomCodes.join('\n'),
    document: rule?.document ?? '',
  }
}

/** What is wrong with the rate as typed, by the code of its words; `null` when it can be used. */
export function rateProblem(form: RuleForm): string | null {
  if (form.rateKind === 'lpr') return null
  const read = readRate(form.rate)
  return read.kind === 'refused' ? read.code : null
}

export function rateOf(form: RuleForm): LateFeeRate | null {
  const { rateKind, months, factorE3 } = form
  if (rateKind === 'lpr') return factorE3 === null ? null : { kind: 'lpr', multiplierE3: factorE3 }
  const read = readRate(form.rate)
  if (read.kind === 'refused') return null
  const { ratePpm } = read
  return rateKind === 'per_month' ? { kind: rateKind, ratePpm, months } : { kind: rateKind, ratePpm }
}

/** What the rate means in money, beside the field while it is typed. */
export function rateGuard(form: RuleForm): ReturnType<typeof rateInWords> | null {
  const rate = rateOf(form)
  const read = readRate(form.rate)
  return rate === null || rate.kind === 'lpr' || read.kind === 'refused' ? null : rateInWords(rate, read.unit)
}

function capOf({ capKind, capFen, capFactorE3 }: RuleForm): Policy['cap'] | null {
  switch (capKind) {
    case 'none':
    case 'principal':
      return { kind: capKind }
    case 'lpr':
      return capFactorE3 === null ? null : { kind: 'lpr', multiplierE3: capFactorE3 }
    case 'amount':
      return capFen === null ? null : { kind: 'amount', amountFen: fen(capFen) }
  }
}

export function policyOf(form: RuleForm): Policy | null {
  const [rate, cap] = [rateOf(form), capOf(form)]
  if (rate === null || cap === null || form.graceDays === null) return null
  return {
    rate,
    cap,
    graceDays: form.graceDays,
    countFrom: form.countFrom,
    rounding: { mode: form.rounding, precision: form.precision },
    itemIds: form.itemIds.length === 0 ? null : [...form.itemIds],
    excludedRoomCodes: linesOf(form.excluded),
  }
}

/** `null` while something is missing. */
export function inputOf(form: RuleForm, rule: Rule | null): Saved | null {
  const policy = form.mode === 'on' ? policyOf(form) : null
  if (form.fromOn === null || (form.mode === 'on' && policy === null)) return null
  return {
    ruleId: rule?.ruleId ?? null,
    version: rule?.version ?? 0,
    standardId: form.standardId,
    fromOn: form.fromOn,
    mode: form.mode,
    policy,
    document: form.document.trim() === '' ? null : form.document.trim(),
  }
}

export interface RuleExample {
  readonly billedFen: number
  readonly dueOn: LocalDate
  readonly paidOn: LocalDate
  readonly lateFee: LateFee
}
const EXAMPLE_FEN = fen(100_000)
const EXAMPLE_DAYS = 60

/** 举例: a bill of 1000 元 that is paid sixty days late, by the rules that the counter uses. */
export function exampleOf(form: RuleForm, lpr: readonly LprVersion[]): RuleExample | null {
  const policy = policyOf(form)
  if (policy === null || form.fromOn === null) return null
  const dueOn = form.fromOn
  const paidOn = addDays(dueOn, EXAMPLE_DAYS)
  const { excludedRoomCodes: _, ...rest } = policy
  const debt = {
    roomId: '',
    itemId: policy.itemIds?.[0] ?? '',
    kind: 'fee',
    dueOn,
    billedFen: EXAMPLE_FEN,
    movements: [],
    freezes: [],
    documentedFen: fen(0),
  } as const
  const asked = { ...rest, excludedRoomIds: [] } satisfies LateFeePolicy
  const lateFee = deriveLateFee({ policy: asked, debt, asOf: paidOn, lpr, prudentE3: 1000 })
  return lateFee.kind === 'refused' ? null : { billedFen: EXAMPLE_FEN, dueOn, paidOn, lateFee }
}

export function linesOf(text: string): string[] {
  return text
    .split(/[\n,，;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
