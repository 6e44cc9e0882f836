import {
  computeShiftTotals,
  decideClose,
  decideCount,
  decideCountForced,
  decideOpen,
} from '../../../../src-shared/domain/shift/index.ts'
import type { CashPieces, CountResult } from '../../../../src-shared/domain/shift/index.ts'
import { orThrow } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { ZERO_FEN } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import type { SaveReportTask, SavedReport } from './document-tasks.ts'
import { closing, forceCloseShift } from './force-close.ts'
import { loadMoneyDocuments } from './money-documents.ts'
import { chainHeadText, countReceipts, shiftReportOf, shiftViewOf } from './shift-report.ts'
import { listRunningShifts, loadShift, toShift } from './shift-rows.ts'
import type { ShiftRow } from './shift-rows.ts'
import { admitToReport } from './takings-visibility.ts'

const voidsSince = hot<{
  voids: number
}>(`SELECT count(*) AS voids FROM receipt r JOIN receipt_event e ON e.receipt_id = r.id
  WHERE r.shift_id = ? AND e.kind = 'voided' AND e.at > ?`)

/** 开班、点钞、交班: from the float to the Z report. */
export function shiftCommands(deps: Pick<CoreDeps, 'documents' | 'grants'>): Commands {
  return {
    'shift.open': handles('shift.open', (context, input) => {
      const { db, actor } = context
      const { projectId, userId } = actor
      const shifts = listRunningShifts(db, projectId).map((row) => ({ ...toShift(row), cashier: row.cashier }))

      const { floatFen } = orThrow(
        decideOpen({ cashierId: userId, drawer: input.drawer, floatPieces: input.floatPieces, shifts }),
      )

      const shiftId = context.newId()
      db.insert('shift', {
        id: shiftId,
        project_id: projectId,
        cashier_id: userId,
        drawer: input.drawer,
        state: 'open',
        float_fen: floatFen,
        float_pieces_json: JSON.stringify(input.floatPieces),
        opened_at: db.now,
        closed_at: null,
        closed_by: null,
        difference_reason: null,
        force_reason: null,
        hand_over_to: null,
        hand_over_note: null,
        z_head: null,
      })
      tellChanged(context, shiftId)
      return { shift: shiftViewOf(db, loadShift(db, { shiftId, projectId }), userId) }
    }),

    'shift.count': handles('shift.count', (context, { shiftId, pieces, bankedFen, depositSlipNo }) => {
      const { db, actor } = context
      const row = loadShift(db, { shiftId, projectId: actor.projectId })

      const { drawer } = totalsOf(db, row)
      const { count } = orThrow(decideCount({ shift: toShift(row), actorId: actor.userId, pieces, drawer, bankedFen }))

      insertCount(context, { row, pieces, count, bankedFen, depositSlipNo })
      tellChanged(context, shiftId)
      return {
        expectedCashFen: count.expectedFen,
        countedCashFen: count.countedFen,
        differenceFen: count.differenceFen,
      }
    }),

    'shift.close': handles('shift.close', (context, input) => {
      const { db, actor } = context
      const row = loadShift(db, { shiftId: input.shiftId, projectId: actor.projectId })

      const closed = orThrow(
        decideClose({
          shift: toShift(row),
          actorId: actor.userId,
          differenceReason: input.differenceReason ?? '',
          documentsSinceCount: documentsSinceCount(db, row),
        }),
      )

      db.update('shift', row.id, {
        ...closing(context),
        state: 'closed',
        difference_reason: closed.differenceReason,
        hand_over_to: input.handOverTo,
        hand_over_note: input.handOverNote,
      })
      tellChanged(context, row.id)
      return { report: shiftReportOf(db, loadShift(db, { shiftId: row.id, projectId: actor.projectId })) }
    }),

    'shift.force_close': handles('shift.force_close', (context, input) => {
      const { db, actor } = context
      const row = loadShift(db, { shiftId: input.shiftId, projectId: actor.projectId })

      forceCloseShift(context, row, { reason: input.reason, differenceReason: input.differenceReason ?? '' })
      return { shiftId: input.shiftId }
    }),

    'shift.count_forced': handles('shift.count_forced', (context, { shiftId, pieces, differenceReason }) => {
      const { db, actor } = context
      const row = loadShift(db, { shiftId, projectId: actor.projectId })

      const { drawer } = totalsOf(db, row)
      const counted = orThrow(
        decideCountForced({ shift: toShift(row), pieces, drawer, differenceReason: differenceReason ?? '' }),
      )

      insertCount(context, { row, pieces, count: counted.count, bankedFen: ZERO_FEN, depositSlipNo: null })
      db.update('shift', row.id, { difference_reason: counted.differenceReason, z_head: chainHeadText(db.chainHead) })
      tellChanged(context, shiftId)
      return { report: shiftReportOf(db, loadShift(db, { shiftId, projectId: actor.projectId })) }
    }),

    'shift.save_report': handlesPrepared('shift.save_report', {
      async prepare({ db, actor }, { shiftId, grantId }) {
        const { projectId } = actor
        admitToReport(loadShift(db, { shiftId, projectId }), actor)
        const task: SaveReportTask = { shiftId, projectId, path: deps.grants.pathOf(grantId, 'write') }
        return (await deps.documents.run('shift.save_report', task)) as SavedReport
      },
      handle: (_context, _input, saved) => saved,
    }),
  }
}

function totalsOf(db: ReadHandle, row: ShiftRow) {
  const documents = loadMoneyDocuments(db, { kind: 'shift', shiftId: row.id })
  return computeShiftTotals(toShift(row), { documents, bankedFen: ZERO_FEN })
}

/** Receipts taken and voids made after the count. There should be none: both ask `shiftOpenForMoney` first. */
function documentsSinceCount(db: ReadHandle, row: ShiftRow): number {
  if (row.counted_fen === null) return 0
  return (
    countReceipts(db, row.id) - row.counted_receipts + (db.hotFirst(voidsSince, row.id, row.counted_at)?.voids ?? 0)
  )
}

function insertCount(
  { db, actor }: CommandContext,
  counted: {
    readonly row: ShiftRow
    readonly pieces: CashPieces
    readonly count: CountResult
    readonly bankedFen: Fen
    readonly depositSlipNo: string | null
  },
): void {
  const { row, pieces, count, bankedFen, depositSlipNo } = counted
  db.insert('shift_count', {
    id: db.newId(),
    project_id: actor.projectId,
    shift_id: row.id,
    pieces_json: JSON.stringify(pieces),
    counted_fen: count.countedFen,
    expected_fen: count.expectedFen,
    difference_fen: count.differenceFen,
    banked_fen: bankedFen,
    deposit_slip_no: depositSlipNo,
    receipts: countReceipts(db, row.id),
    user_id: actor.userId,
    at: db.now,
  })
}

function tellChanged({ db }: CommandContext, shiftId: string): void {
  db.emit('shift.changed', { shiftIds: [shiftId as Id] })
}
