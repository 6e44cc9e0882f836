import { createHash } from 'node:crypto'

import { explainDifference, lineId, lineKeyText, planLateEvents } from '../../../../src-shared/domain/billing/index.ts'
import type { DifferenceLine, LateEvents, LineKey } from '../../../../src-shared/domain/billing/index.ts'
import { paper } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { fen, sumFen } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import { rowOf } from '../billing/index.ts'
import type { BilledRow } from '../billing/index.ts'
import { loadLate } from './late-data.ts'
import type { AskedChange, LateData } from './late-data.ts'

export type CorrectionView = Output<'correction.preview'>
type Row = CorrectionView['rows'][number]

export interface CorrectionTask {
  readonly projectId: string
  readonly today: LocalDate
  readonly change: AskedChange
}

/** What saving the change writes, beside the change itself. */
export interface CorrectionWork {
  readonly fingerprint: string
  readonly voided: readonly string[]
  readonly billed: readonly BilledRow[]
  readonly differences: readonly { readonly row: BilledRow; readonly correctsLineId: string }[]
  readonly totalFen: Fen
}

/** Rows that a preview shows; the sums count all of them. */
const MOST_ROWS = 500

const rooms = hot<{ id: string; code: string }>('SELECT id, code FROM room WHERE project_id = ?')
const items = hot<{ id: string; name: string }>('SELECT id, name FROM fee_item WHERE project_id = ?')

export function previewCorrection(db: ReadHandle, task: CorrectionTask): CorrectionView {
  const data = loadLate(db, task)
  const late = planLateEvents(data.request, data.issued)
  const codes = new Map(db.hotAll(rooms, task.projectId).map(({ id, code }) => [id, code]))
  const names = new Map(db.hotAll(items, task.projectId).map(({ id, name }) => [id, name]))
  const rows = rowsOf(late, { codes, names })
  const beforeFen = sumFen(late.voided, ({ amountFen }) => amountFen)
  const billedFen = sumFen(late.billed, ({ amountFen }) => amountFen)
  const differenceFen = sumFen(late.differences, (line) => line.differenceFen)
  return {
    voided: late.voided.length,
    billed: late.billed.length,
    differences: late.differences.length,
    effectFen: fen(billedFen - beforeFen + differenceFen),
    differenceFen,
    held: late.held.map(({ roomId, month, code }) => ({ roomCode: codes.get(roomId) ?? '', month, code })),
    count: rows.length,
    rows: rows.slice(0, MOST_ROWS),
    fingerprint: fingerprintOf(late),
  }
}

/** By room, item and month: what stood, what stands afterwards, and whether anything of it was paid. */
function rowsOf(
  late: LateEvents,
  { codes, names }: { readonly codes: ReadonlyMap<string, string>; readonly names: ReadonlyMap<string, string> },
): Row[] {
  const groups = new Map<string, { row: Row; before: number; after: number }>()
  const add = (
    of: { readonly roomId: string; readonly itemId: string; readonly month: Row['month'] },
    change: { readonly before: number; readonly after: number; readonly isPaid: boolean },
  ): void => {
    const key = `${of.roomId}|${of.itemId}|${of.month}`
    const facts = { roomCode: codes.get(of.roomId) ?? '', feeItem: names.get(of.itemId) ?? '', month: of.month }
    const group = groups.get(key) ?? {
      row: { ...facts, beforeFen: fen(0), afterFen: fen(0), isPaid: false },
      before: 0,
      after: 0,
    }
    group.before += change.before
    group.after += change.after
    if (change.isPaid) group.row = { ...group.row, isPaid: true }
    groups.set(key, group)
  }
  for (const line of late.voided) add(line, { before: line.amountFen, after: 0, isPaid: false })
  for (const line of late.billed) add(line.key, { before: 0, after: line.amountFen, isPaid: false })
  for (const { key, computedFen, differenceFen } of late.differences)
    add(key, { before: computedFen - differenceFen, after: computedFen, isPaid: true })
  return [...groups.values()]
    .map(({ row, before, after }) => ({ ...row, beforeFen: fen(before), afterFen: fen(after) }))
    .sort((left, right) => (left.roomCode + left.month < right.roomCode + right.month ? -1 : 1))
}

/** Plans in the documents worker; core only writes. */
export const planCorrection = documentTask<CorrectionTask & { readonly runId: string }, CorrectionWork>(
  ({ db }, { runId, ...task }) => {
    const data = loadLate(db, task)
    const late = planLateEvents(data.request, data.issued)
    const billed = late.billed.map((line) => rowOf(line, runId))
    const differences = late.differences.map((line) => ({
      row: differenceRow(line, { data, runId, cause: task.change.kind }),
      correctsLineId: line.correctsLineId,
    }))
    return Promise.resolve({
      fingerprint: fingerprintOf(late),
      voided: late.voided.map(({ id }) => id),
      billed,
      differences,
      totalFen: fen(
        sumFen(late.billed, ({ amountFen }) => amountFen) + sumFen(late.differences, (line) => line.differenceFen),
      ),
    })
  },
)

function differenceRow(
  line: DifferenceLine,
  { data, runId, cause }: { readonly data: LateData; readonly runId: string; readonly cause: string },
): BilledRow {
  const { key } = line
  const standardId = data.standardOf.get(line.correctsLineId)
  invariant(standardId !== undefined, 'a corrected line was read')
  return {
    id: idOf(key),
    project_id: key.projectId,
    room_id: key.roomId,
    owner_term_id: line.ownerTermId,
    fee_item_id: key.itemId,
    fee_standard_id: standardId,
    bill_run_id: runId,
    line_key: lineKeyText(key),
    attempt: key.attempt,
    month: key.month,
    from_on: line.fromOn,
    to_on: line.toOn,
    due_on: line.dueOn,
    amount_fen: line.differenceFen,
    explanation_json: JSON.stringify(explainDifference(line, { cause, note: paper.note.difference })),
  }
}

function idOf(key: LineKey): string {
  return lineId(key, (text) => createHash('sha256').update(text).digest())
}

/** Same data, same change, same text: saving compares it with what the person looked at. */
function fingerprintOf({ voided, billed, differences }: LateEvents): string {
  const hash = createHash('sha256')
  for (const { id } of voided) hash.update(`void ${id}\n`)
  for (const line of billed)
    hash.update(`${lineKeyText(line.key)}|${line.toOn}|${line.ownerTermId}|${line.amountFen}\n`)
  for (const line of differences) hash.update(`${line.correctsLineId}|${line.differenceFen}\n`)
  return `${voided.length}-${billed.length}-${differences.length}-${hash.digest('base64url').slice(0, 22)}`
}
