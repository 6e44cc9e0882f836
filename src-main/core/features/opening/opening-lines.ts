import { createHash } from 'node:crypto'

import { lineId, lineKeyText } from '../../../../src-shared/domain/billing/index.ts'
import type {
  OpeningDebt,
  OpeningExplanation,
  OpeningReading,
  PlannedOpening,
} from '../../../../src-shared/domain/opening/index.ts'
import { paper } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ReceivableTable } from '../../db/tables.ts'

/** A line without the standard that it names: that is made when posting begins. */
export type OpeningLine = Omit<ReceivableTable, 'business_on' | 'at' | 'fee_standard_id'>

/** What one row of the sheet writes. */
export interface OpeningEntry {
  readonly row: number
  readonly line: OpeningLine | null
  readonly paidUntil: { readonly roomId: string; readonly itemId: string; readonly untilOn: string } | null
  readonly reading: OpeningReading | null
}
export interface OpeningLines {
  readonly entries: readonly OpeningEntry[]
  readonly wrong: number
}

interface Posting {
  readonly projectId: string
  readonly runId: string
  readonly fileName: string
}

const attempts = hot<{ key: string; attempt: number }>(
  `SELECT room_id || '|' || fee_item_id || '|' || from_on AS key, max(attempt) AS attempt FROM receivable
   WHERE project_id = ? AND bill_run_id IS NOT ? GROUP BY room_id, fee_item_id, from_on`,
)

// oxlint-disable-next-line max-params -- the project, the rows, and the posting that they belong to
export function linesOf(db: ReadHandle, rows: readonly PlannedOpening[], posting: Posting): OpeningLines {
  const known = new Map(db.hotAll(attempts, posting.projectId, posting.runId).map((row) => [row.key, row.attempt]))
  const entries = rows.flatMap((row): OpeningEntry[] => {
    if (row.kind === 'wrong') return []
    const { roomId, debt, paidUntil } = row
    const attempt = debt === null ? 0 : (known.get(`${roomId}|${debt.itemId}|${debt.fromOn}`) ?? 0) + 1
    return [
      {
        row: row.row,
        line: debt === null ? null : lineOf({ ...row, debt }, posting, attempt),
        paidUntil: paidUntil === null ? null : { roomId, itemId: paidUntil.itemId, untilOn: paidUntil.on },
        reading: row.reading,
      },
    ]
  })
  return { entries, wrong: rows.length - entries.length }
}

type Owing = Extract<PlannedOpening, { kind: 'ready' }> & { readonly debt: OpeningDebt }

// oxlint-disable-next-line max-params -- the row, its posting, and how often its key was used
function lineOf(row: Owing, { projectId, runId, fileName }: Posting, attempt: number): OpeningLine {
  const { roomId, debt } = row
  const { itemId, fromOn, toOn, dueOn, amountFen, ownerTermId } = debt
  // The month in which the debt ends: until then it grew.
  const month = monthOf(toOn)
  const key = { projectId, roomId, itemId, month, fromOn, attempt }
  const explanation: OpeningExplanation = {
    formula: 'opening',
    amountFen,
    fileName,
    row: row.row,
    remark: row.note,
    note: paper.note.opening,
  }
  return {
    id: lineId(key, (text) => createHash('sha256').update(text).digest()),
    project_id: projectId,
    room_id: roomId,
    owner_term_id: ownerTermId,
    fee_item_id: itemId,
    bill_run_id: runId,
    line_key: lineKeyText(key),
    attempt,
    month,
    from_on: fromOn,
    to_on: toOn,
    due_on: dueOn,
    amount_fen: amountFen,
    explanation_json: JSON.stringify(explanation),
  }
}
