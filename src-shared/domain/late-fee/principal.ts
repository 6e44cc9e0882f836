import { assertNever } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen, sumFen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, maxDate, minDate } from '../../kernel/time.ts'
import type { LateDebt, LateFeePolicy, PrincipalMovement } from './policy.ts'

/** Consecutive days with one principal; days inside a freeze are not among them. */
export interface OpenSegment {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly principalFen: Fen
}

export interface OpenRequest {
  readonly policy: Pick<LateFeePolicy, 'graceDays' | 'countFrom'>
  readonly debt: LateDebt
  readonly asOf: LocalDate
}

/** The last day on which paying owes nothing more. */
export function graceEnd({ policy, debt }: Pick<OpenRequest, 'policy' | 'debt'>): LocalDate {
  return addDays(debt.dueOn, policy.graceDays)
}

/** The day after which late days are counted: that day itself is not (民法典 201). */
export function countedAfter(request: Pick<OpenRequest, 'policy' | 'debt'>): LocalDate {
  return request.policy.countFrom === 'due' ? request.debt.dueOn : graceEnd(request)
}

/** The principal that bears a late fee on a day. What was paid within grace never does, though grace has passed for the rest. */
export function principalOn(request: Pick<OpenRequest, 'policy' | 'debt'>, on: LocalDate): Fen {
  const afterGrace = addDays(graceEnd(request), 1)
  const then = openOn(request.debt, on)
  return on < afterGrace ? fen(Math.min(then, openOn(request.debt, afterGrace))) : then
}

/** The counted days up to `asOf` inclusive, cut wherever the principal changes; nothing as long as grace lasts. */
export function openSegments(request: OpenRequest): OpenSegment[] {
  const { debt, asOf } = request
  if (asOf <= graceEnd(request)) return []
  const first = addDays(countedAfter(request), 1)
  const starts = new Set([first, addDays(graceEnd(request), 1)])
  for (const movement of debt.movements) starts.add(addDays(effectiveOn(movement, debt.dueOn), 1))
  for (const { fromOn, toOn } of debt.freezes) {
    starts.add(fromOn)
    if (toOn !== null) starts.add(addDays(toOn, 1))
  }
  const days = [...starts].filter((on) => on >= first && on <= asOf).sort()
  const segments: OpenSegment[] = []
  for (const [index, fromOn] of days.entries()) {
    const next = days[index + 1]
    const principalFen = principalOn(request, fromOn)
    if (principalFen <= 0 || isFrozen(debt, fromOn)) continue
    const toOn = next === undefined ? asOf : addDays(next, -1)
    const last = segments.at(-1)
    if (last !== undefined && last.principalFen === principalFen && addDays(last.toOn, 1) === fromOn) {
      segments[segments.length - 1] = { ...last, toOn }
    } else segments.push({ fromOn, toOn, principalFen })
  }
  return segments
}

/** Whether every day of a span is frozen: then a month is not counted. */
export function isFrozenThroughout(
  debt: LateDebt,
  span: { readonly fromOn: LocalDate; readonly toOn: LocalDate },
): boolean {
  let on = span.fromOn
  while (on <= span.toOn) {
    const freeze = debt.freezes.find((each) => holds(each, on))
    if (freeze === undefined) return false
    on = addDays(minDate(freeze.toOn ?? span.toOn, span.toOn), 1)
  }
  return true
}

function isFrozen(debt: LateDebt, on: LocalDate): boolean {
  return debt.freezes.some((freeze) => holds(freeze, on))
}

function holds({ fromOn, toOn }: LateDebt['freezes'][number], on: LocalDate): boolean {
  return fromOn <= on && (toOn === null || on <= toOn)
}

/** Open at the begin of a day: what is paid on it still bears that day's fee. */
function openOn({ billedFen, movements, dueOn }: LateDebt, on: LocalDate): Fen {
  const taken = movements.filter((movement) => effectiveOn(movement, dueOn) < on)
  return fen(Math.max(0, billedFen - sumFen(taken, ({ amountFen }) => amountFen)))
}

/** The last day on which the principal of a movement was still open. */
function effectiveOn(movement: PrincipalMovement, dueOn: LocalDate): LocalDate {
  switch (movement.kind) {
    case 'payment':
      return movement.on
    case 'waiver':
      return dueOn
    case 'offset':
      return maxDate(movement.prepaidOn, dueOn)
    default:
      return assertNever(movement, 'principal movement')
  }
}
