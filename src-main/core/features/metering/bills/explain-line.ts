import { recomputeDifference, recomputeUsage } from '../../../../../src-shared/domain/billing/index.ts'
import type { DifferenceExplanation, UsageExplanation } from '../../../../../src-shared/domain/billing/index.ts'
import { segmentUsageE3, usageOf } from '../../../../../src-shared/domain/meter/index.ts'
import type { UsageOrigin } from '../../../../../src-shared/domain/meter/index.ts'
import { recomputeShare } from '../../../../../src-shared/domain/share/index.ts'
import type { ShareExplanation } from '../../../../../src-shared/domain/share/index.ts'
import {
  chargedUsageE3,
  exactCharge,
  totalUsageE3,
  usageAmount,
  usageParts,
} from '../../../../../src-shared/domain/tariff/index.ts'
import type { Fraction, UsageSurcharge } from '../../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { formatScaled } from '../../../../../src-shared/kernel/money.ts'
import { hot } from '../../../db/read-handle.ts'
import type { ReadHandle } from '../../../db/read-handle.ts'
import type { Output, QueryContext } from '../../../request/context.ts'

type Explained = NonNullable<Output<'metering.explain'>['explanation']>
type UsageView = Extract<Explained, { kind: 'usage' }>
type ShareView = Extract<Explained, { kind: 'share' }>
type Stored = UsageExplanation | DifferenceExplanation | ShareExplanation | { readonly formula: 1 }

interface LineRow {
  readonly lineId: string
  readonly roomCode: string
  readonly feeItem: string
  readonly standardName: string
  readonly month: string
  readonly fromOn: string
  readonly toOn: string
  readonly dueOn: string
  readonly amountFen: number
  readonly building_id: string
  readonly project_id: string
  readonly explanation_json: string
}
const line =
  hot<LineRow>(`SELECT r.id AS lineId, room.code AS roomCode, item.name AS feeItem, s.name AS standardName, r.month,
    r.from_on AS fromOn, r.to_on AS toOn, r.due_on AS dueOn, r.amount_fen AS amountFen, room.building_id, r.project_id, r.explanation_json
  FROM receivable r JOIN bill_run run ON run.id = r.bill_run_id AND run.state IN ('posted','undoing','undone')
  JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id JOIN fee_standard s ON s.id = r.fee_standard_id
  WHERE r.id = ?`)
const meterOf = hot<{ code: string; medium: string }>('SELECT code, medium FROM meter WHERE id = ?')
const itemName = hot<{ name: string }>('SELECT name FROM fee_item WHERE id = ?')

/** 为什么是这个数 of lines by readings and of shares; `null` for those that the bills explain. */
export function explainMetered({ db, actor }: QueryContext, lineId: string): Explained | null {
  const row = db.hotFirst(line, lineId)
  const seen =
    row !== null &&
    row.project_id === actor.projectId &&
    (actor.buildingIds === null || actor.buildingIds.includes(row.building_id))
  if (!seen) throw new AppError('record.not_found', { what: 'receivable' })
  const { building_id: _b, project_id: _p, explanation_json, ...facts } = row
  const stored = JSON.parse(explanation_json) as Stored
  switch (stored.formula) {
    case 'usage':
      return {
        ...facts,
        ...usageView(db, stored),
        recomputedFen: recomputeUsage(stored),
        difference: null,
      } as UsageView
    case 'usage_difference': {
      const { now, wasFen, beforeFen } = stored
      const recomputedFen = recomputeDifference(stored)
      return { ...facts, ...usageView(db, now), recomputedFen, difference: { wasFen, beforeFen } } as UsageView
    }
    case 'share': {
      const { formula: _, ...share } = stored
      return { ...facts, ...share, kind: 'share', recomputedFen: recomputeShare(stored) } as ShareView
    }
    default:
      return null
  }
}

type UsageFacts = Omit<
  UsageView,
  | 'lineId'
  | 'roomCode'
  | 'feeItem'
  | 'standardName'
  | 'month'
  | 'fromOn'
  | 'toOn'
  | 'dueOn'
  | 'amountFen'
  | 'recomputedFen'
  | 'difference'
>

function usageView(db: ReadHandle, { linkedToItemId, origins, charge }: UsageExplanation): UsageFacts {
  const { priced, minimumFen, surcharge, rounding, priceVersion } = charge
  const exact = exactCharge(charge)
  return {
    kind: 'usage',
    linkedTo: linkedToItemId === null ? null : (db.hotFirst(itemName, linkedToItemId)?.name ?? null),
    meters: origins.map((origin) => explainedMeter(db, origin)),
    usageE3: chargedUsageE3(priced),
    parts: usageParts(priced).map((part) => ({ ...part, exact: exactText(usageAmount(part.priceE6, part.usageE3)) })),
    tiers:
      priced.kind === 'tiers'
        ? {
            usedBeforeE3: priced.usedBeforeE3,
            periodFromOn: priced.periodFromOn,
            months: priced.months,
            persons: priced.persons,
            bounds: priced.tiers.map((tier) => ({ ...tier })),
          }
        : null,
    minimumFen,
    lifted: exact.minimum.num === 0n ? null : exactText(exact.minimum),
    surcharge: surcharge === null ? null : surchargeView(surcharge),
    exact: exactText(exact.total),
    rounding: { mode: rounding.mode, precision: rounding.precision },
    priceFromOn: priceVersion === 'override' ? null : priceVersion,
  }
}

function surchargeView(surcharge: UsageSurcharge): NonNullable<UsageView['surcharge']> {
  return surcharge.kind === 'percent' ? { kind: 'percent', ratePpm: surcharge.ppm } : surcharge
}

function explainedMeter(db: ReadHandle, origin: UsageOrigin): UsageView['meters'][number] {
  const meter = db.hotFirst(meterOf, origin.meterId)
  const segments = origin.segments.map((segment) => ({ ...segment, usageE3: segmentUsageE3(segment) }))
  const counted = totalUsageE3(usageOf({ ...origin, loss: { kind: 'none' } }))
  const view = {
    meterCode: meter?.code ?? '',
    medium: meter?.medium,
    segments: segments.map(({ register, startOn, startE3, endOn, endE3, crossing, run, multiplierE3, usageE3 }) => ({
      ...{ register, startOn, startE3, endOn, endE3 },
      ...{ crossing, run, multiplierE3, usageE3 },
    })),
    lossE3: totalUsageE3(usageOf(origin)) - counted,
  }
  return view as UsageView['meters'][number]
}

/** An exact amount in 元; an endless decimal is cut after six and ends in `…`. */
function exactText({ num, den }: Fraction): string {
  const scaled = num * 10_000n
  const text = formatScaled(Number(scaled / den), 6, 2)
  return scaled % den === 0n ? text : `${text}…`
}
