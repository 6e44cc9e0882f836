import { exactText } from '../../../../src-shared/domain/billing/index.ts'
import type { ExplainedPart, LineExplanation } from '../../../../src-shared/domain/billing/index.ts'
import type { Tariff } from '../../../../src-shared/domain/tariff/index.ts'
import { assertNever, invariant } from '../../../../src-shared/kernel/assert.ts'
import type { Output } from '../../request/context.ts'

export type ChargeView = Output<'billing.explain'>['charge']

/** The part of an explanation that is a line's own, as the page gets it. */
export function viewCharge(explanation: LineExplanation): ChargeView {
  const own = ownPart(explanation)
  const { surcharge, formula } = own
  return {
    pricing: { kind: explanation.tariff.kind, of: whatOf(explanation.tariff) },
    quantity: own.quantity,
    priceE6: own.priceE6,
    perMonths: own.perMonths ?? 1,
    surcharge: surcharge ?? null,
    formula:
      formula === undefined
        ? null
        : {
            text: formula.text,
            values: Object.entries(formula.values).flatMap(([name, value]) =>
              value === null ? [] : [{ name, ...value }],
            ),
          },
    factor: [own.factor[0], own.factor[1]],
    billedDays: own.days,
    ofDays: own.ofDays,
    exact: exactText(explanation),
    roundedTogether: explanation.parts.reduce((sum, { repeat }) => sum + repeat, 0),
    rounding: explanation.rounding,
  }
}

function whatOf(tariff: Tariff): string | null {
  switch (tariff.kind) {
    case 'area':
      return tariff.basis
    case 'count':
      return tariff.of
    case 'fixed':
    case 'formula':
      return null
    default:
      return assertNever(tariff, 'tariff')
  }
}

export function ownPart(explanation: LineExplanation): ExplainedPart {
  let position = explanation.position
  for (const part of explanation.parts) {
    if (position < part.repeat) return part
    position -= part.repeat
  }
  invariant(false, 'the position of an explanation is one of its parts')
}
