import { createHash } from 'node:crypto'

import { dueDate, lineId, lineKeyText } from '../../../../src-shared/domain/billing/index.ts'
import type { NextAttempt } from '../../../../src-shared/domain/billing/index.ts'
import { sumShare } from '../../../../src-shared/domain/share/index.ts'
import type { PublicationSheet, ShareLine } from '../../../../src-shared/domain/share/index.ts'
import { addFen } from '../../../../src-shared/kernel/money.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import { nextAttempts } from '../ledger/index.ts'
import { lineRunJob } from '../metering/index.ts'
import type { LineRunInput, LineWork, NewLine, SharedMeter } from '../metering/index.ts'
import { USUAL_TERMS } from '../standard/index.ts'
import { planPool } from './plan-share.ts'
import type { PlannedShare, ShareAsked } from './plan-share.ts'

export interface PublishShareInput extends LineRunInput {
  readonly asked: ShareAsked
  readonly today: LocalDate
}

export interface ShareWork extends LineWork {
  readonly sheet: PublicationSheet
  readonly meters: readonly SharedMeter[]
}

interface ShareTask {
  readonly projectId: string
  readonly runId: string | null
  readonly asked: ShareAsked
  readonly today: LocalDate
}

/** Plans in the documents worker; core only writes. */
export const planShareWork = documentTask<ShareTask, ShareWork>(({ db }, { projectId, runId, asked, today }) => {
  const planned = planPool(db, projectId, asked)
  const { plan, sheet, fingerprint, meters } = planned
  const month = monthOf(asked.toOn)
  const next = nextAttempts(db, {
    ...{ projectId, firstMonth: month, lastMonth: month, roomId: null, exceptRunId: runId },
    itemIds: [planned.pool.fee_item_id],
  })
  const { ownersFen, developerFen, skippedCount } = sumShare(plan)
  const lines = plan.rows.flatMap((row) => row.lines)
  const newLines = lines.map((line) => newLine(line, { planned, projectId, runId: runId ?? '', today, next }))
  const totalFen = addFen(ownersFen, developerFen)
  return Promise.resolve({ lines: newLines, existing: 0, skipped: skippedCount, totalFen, fingerprint, sheet, meters })
})

interface LineOf {
  readonly planned: PlannedShare
  readonly projectId: string
  readonly runId: string
  readonly today: LocalDate
  readonly next: NextAttempt
}

function newLine(line: ShareLine, { planned, projectId, runId, today, next }: LineOf): NewLine {
  const { pool, request } = planned
  const month = monthOf(request.toOn)
  const place = { projectId, roomId: line.roomId, itemId: pool.fee_item_id, month, fromOn: line.fromOn }
  const key = { ...place, attempt: next(place) }
  const due = { ...USUAL_TERMS, timing: 'postpaid' as const }
  const row = {
    id: lineId(key, (text) => createHash('sha256').update(text).digest()),
    project_id: projectId,
    room_id: line.roomId,
    owner_term_id: line.ownerTermId,
    fee_item_id: pool.fee_item_id,
    fee_standard_id: pool.fee_standard_id,
    bill_run_id: runId,
    line_key: lineKeyText(key),
    attempt: key.attempt,
    month,
    from_on: line.fromOn,
    to_on: line.toOn,
    due_on: dueDate(due, { month, createdOn: today, rollToWorkingDay: null }),
    amount_fen: line.amountFen,
    explanation_json: JSON.stringify(line.explanation),
  }
  return { row, bills: [] }
}

/** 公摊账单, posted as one run: `billing.undo` takes it back like any other. */
export const publishShareJob: AnyJob = lineRunJob<PublishShareInput>({ kind: 'publish_share', task: 'share.plan_work' })
