import { usageNeedsMending } from '../../../../../src-shared/domain/billing/index.ts'
import { chargedUsageE3 } from '../../../../../src-shared/domain/tariff/index.ts'
import { sumFen } from '../../../../../src-shared/kernel/money.ts'
import type { Input, Output, QueryContext } from '../../../request/context.ts'
import { planBills } from './plan-bills.ts'
import type { BillPlan, BilledLine } from './plan-bills.ts'

type Preview = Output<'metering.preview_bills'>
type Row = Preview['rows'][number]

const MOST_ROWS = 2_000

export function previewBills({ db, actor, today }: QueryContext, asked: Input<'metering.preview_bills'>): Preview {
  const plan = planBills(db, { projectId: actor.projectId, ...asked, today })
  const { lines, existing, skipped } = plan
  const toMend = skipped.filter(({ code }) => usageNeedsMending(code))
  const rows = [...toMend.map((row) => skippedRow(plan, row)), ...lines.map((line) => lineRow(plan, line))]
  const reasons = Map.groupBy(skipped, ({ code }) => code)
  return {
    created: lines.length,
    existing: existing.length,
    skipped: skipped.length,
    toMend: toMend.length,
    totalFen: sumFen(lines, ({ amountFen }) => amountFen),
    byItem: sumsByItem(plan),
    reasons: [...reasons].map(([reason, of]) => ({ reason, count: of.length })),
    rows: rows.slice(0, MOST_ROWS),
    cut: rows.length > MOST_ROWS,
    fingerprint: plan.fingerprint,
  }
}

function sumsByItem({ lines, data }: BillPlan): Preview['byItem'] {
  return [...Map.groupBy(lines, ({ key }) => key.itemId)].map(([itemId, of]) => ({
    feeItem: data.itemNames.get(itemId) ?? '',
    lines: of.length,
    usageE3: of.reduce((sum, line) => sum + (isDifference(line) ? 0 : usageOf(line)), 0),
    totalFen: sumFen(of, ({ amountFen }) => amountFen),
  }))
}

function codeOf({ data }: BillPlan, roomId: string): string {
  return data.request.rooms.find(({ id }) => id === roomId)?.code ?? ''
}

function lineRow(plan: BillPlan, line: BilledLine): Row {
  const { key, fromOn, toOn, amountFen } = line
  return {
    roomCode: codeOf(plan, key.roomId),
    feeItem: plan.data.itemNames.get(key.itemId) ?? '',
    fromOn,
    toOn,
    usageE3: usageOf(line),
    amountFen,
    reason: null,
    isDifference: isDifference(line),
  }
}

function skippedRow(plan: BillPlan, row: BillPlan['skipped'][number]): Row {
  return {
    roomCode: row.roomCode,
    feeItem: plan.data.itemNames.get(row.itemId) ?? '',
    fromOn: row.fromOn,
    toOn: row.toOn,
    usageE3: null,
    amountFen: null,
    reason: row.code,
    isDifference: false,
  }
}

function usageOf({ explanation }: BilledLine): number {
  const { charge } = explanation.formula === 'usage' ? explanation : explanation.now
  return chargedUsageE3(charge.priced)
}

function isDifference({ explanation }: BilledLine): boolean {
  return explanation.formula === 'usage_difference'
}
