import { MAX_DOCUMENT_FEN } from '../../kernel/money.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { firstDayOf, lastDayOf } from '../../kernel/time.ts'
import { settleRounding } from '../tariff/index.ts'
import { dateIn } from './calendar.ts'
import type { SkipCode } from './codes.ts'
import { dueDate } from './due-date.ts'
import type {
  BilledItem,
  BillableRoom,
  BillingPlan,
  ExistingLine,
  FoundLine,
  PlannedLine,
  PlanRequest,
  SkippedRow,
} from './model.ts'
import type { PricedPiece } from './price-pieces.ts'
import type { RowContext } from './price-row.ts'
import { priceMonth } from './price-row.ts'

/**
 * 出账: the lines of the asked months, rooms and items that do not exist yet, those that do, and a reason for every other
 * (domain rules 3.0, 3.3–3.5). Pure and repeatable: planning again with the created lines in `existing` creates nothing.
 */
export function planLines(request: PlanRequest): BillingPlan {
  const index = indexRequest(request)
  const plan: MutablePlan = { created: [], existing: [], skipped: [] }
  for (const room of request.rooms) {
    for (const item of request.items) planRow({ request, index, plan, room, item })
  }
  return plan
}

interface MutablePlan {
  readonly created: PlannedLine[]
  readonly existing: FoundLine[]
  readonly skipped: SkippedRow[]
}

interface Index {
  readonly standards: RowContext['standards']
  readonly bindings: ReadonlyMap<string, PlanRequest['bindings'][number][]>
  readonly existing: ReadonlyMap<string, ExistingLine[]>
  readonly excluded: ReadonlySet<string>
}

interface Row {
  readonly request: PlanRequest
  readonly index: Index
  readonly plan: MutablePlan
  readonly room: BillableRoom
  readonly item: BilledItem
}

function indexRequest(request: PlanRequest): Index {
  const standards = new Map(request.standards.map((standard) => [standard.id, settleRounding(standard)]))
  return {
    standards,
    bindings: Map.groupBy(
      request.bindings,
      ({ roomId, standardId }) => `${roomId}|${standards.get(standardId)?.itemId}`,
    ),
    existing: Map.groupBy(request.existing, ({ roomId, itemId, month }) => `${roomId}|${itemId}|${month}`),
    excluded: new Set(request.excluded.map(({ roomId, itemId }) => `${roomId}|${itemId}`)),
  }
}

function planRow(row: Row): void {
  const { request, index, room, item } = row
  const key = `${room.id}|${item.id}`
  const bindings = index.bindings.get(key) ?? []
  if (bindings.length === 0 && item.expects === 'bound_only') return
  const context: RowContext = {
    room,
    bindings,
    standards: index.standards,
    goLiveOn: request.goLiveOn,
    paidUntilOn: room.paidUntil.find(({ itemId }) => itemId === item.id)?.on ?? null,
    developerTermId: request.developerTermId,
    months: new Map(),
    periods: new Map(),
  }
  for (const month of request.months) {
    if (index.excluded.has(key)) skipMonth(row, { month, code: 'billing.excluded' })
    else planMonth(row, { context, month })
  }
}

function planMonth(row: Row, { context, month }: { readonly context: RowContext; readonly month: Month }): void {
  const prices = priceMonth(context, month)
  if (prices.kind === 'nothing') return skipMonth(row, { month, code: prices.code })
  const existing = row.index.existing.get(`${row.room.id}|${row.item.id}|${month}`) ?? []
  for (const priced of prices.pieces) planPiece(row, { priced, existing })
}

function planPiece(
  row: Row,
  { priced, existing }: { readonly priced: PricedPiece; readonly existing: readonly ExistingLine[] },
): void {
  const { piece, amountFen, vacancy } = priced
  const { month } = piece
  const fromOn = dateIn(month, piece.fromDay)
  const toOn = dateIn(month, piece.toDay)
  const skip = (code: SkipCode) => addSkip(row, { month, fromOn, toOn, code })
  if (piece.settled !== null) return skip(piece.settled)
  if (piece.payer.kind === 'nobody') return skip(piece.payer.code)
  if (piece.factor.num === 0n) return skip('billing.not_charged')

  const standing = existing.filter(
    (line) => line.state === 'active' && line.correctsLineId === null && line.fromOn <= toOn && line.toOn >= fromOn,
  )
  const [line] = standing
  if (line !== undefined) {
    const { ownerTermId } = piece.payer
    if (line.fromOn !== fromOn || line.toOn !== toOn || line.ownerTermId !== ownerTermId)
      return skip('billing.line_overlaps')
    const { roomId, itemId } = line
    row.plan.existing.push({
      lineId: line.id,
      roomId,
      itemId,
      month,
      fromOn,
      amountFen: line.amountFen,
      computedFen: amountFen,
      ...(vacancy === undefined ? {} : { vacancy }),
    })
    return
  }
  if (amountFen === 0) return skip('billing.zero_amount')
  if (amountFen > MAX_DOCUMENT_FEN) return skip('billing.amount_too_large')
  row.plan.created.push(lineOf(row, { priced, existing, fromOn, toOn, payer: piece.payer }))
}

interface NewLine {
  readonly priced: PricedPiece
  readonly existing: readonly ExistingLine[]
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly payer: { readonly kind: 'owner' | 'developer'; readonly ownerTermId: string }
}

function lineOf({ request, room, item }: Row, { priced, existing, fromOn, toOn, payer }: NewLine): PlannedLine {
  const { piece, amountFen, explanation, vacancy } = priced
  const { month, standard, binding, cycle } = piece
  const attempts = existing.filter((line) => line.fromOn === fromOn).map((line) => line.attempt)
  return {
    key: {
      projectId: request.projectId,
      roomId: room.id,
      itemId: item.id,
      month,
      fromOn,
      attempt: Math.max(0, ...attempts) + 1,
    },
    standardId: standard.id,
    bindingId: binding.id,
    ownerTermId: payer.ownerTermId,
    payer: payer.kind,
    fromOn,
    toOn,
    amountFen,
    dueOn: dueDate(standard, { month, cycle, createdOn: request.today, rollToWorkingDay: request.rollToWorkingDay }),
    explanation,
    ...(vacancy === undefined ? {} : { vacancy }),
  }
}

function skipMonth(row: Row, { month, code }: { readonly month: Month; readonly code: SkipCode }): void {
  addSkip(row, { month, fromOn: firstDayOf(month), toOn: lastDayOf(month), code })
}

function addSkip({ plan, room, item }: Row, skip: Pick<SkippedRow, 'month' | 'fromOn' | 'toOn' | 'code'>): void {
  plan.skipped.push({ roomId: room.id, roomCode: room.code, itemId: item.id, ...skip })
}
