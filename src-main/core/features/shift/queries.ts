import { fen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import { loadShiftFacts } from './shift-facts.ts'
import { shiftPapersOf, shiftReportOf, shiftViewOf } from './shift-report.ts'
import { findRunningShift, listShifts, loadShift } from './shift-rows.ts'
import type { ShiftRow } from './shift-rows.ts'
import { admitToReport, admitToShifts } from './takings-visibility.ts'

const drawersOf = hot<{ drawer: string }>(
  'SELECT DISTINCT drawer FROM shift WHERE project_id = ? ORDER BY drawer LIMIT 50',
)
const cashiersOf = hot<{ display_name: string }>(`SELECT DISTINCT u.display_name FROM user_role ur
  JOIN role_permission rp ON rp.role_id = ur.role_id AND rp.permission = 'shift.own' JOIN user u ON u.id = ur.user_id
  WHERE ur.project_id = ? AND ur.ended_at IS NULL AND u.state = 'active' AND u.id <> ? ORDER BY u.display_name LIMIT 100`)
const FIRST_DRAWER = 'A'

export function shiftQueries(): Queries {
  return {
    'shift.current': answers('shift.current', ({ db, actor }) => {
      const { projectId, userId } = actor
      const row = findRunningShift(db, { projectId, userId })
      const known = db.hotAll(drawersOf, projectId).map(({ drawer }) => drawer)
      const colleagues = db.hotAll(cashiersOf, projectId, userId).map((user) => user.display_name)
      const drawers = known.length === 0 ? [FIRST_DRAWER] : known
      if (row === null) return { shift: null, documents: null, count: null, floatFen: null, drawers, colleagues }
      return {
        shift: shiftViewOf(db, row, userId),
        documents: shiftPapersOf(loadShiftFacts(db, row)),
        count: countOf(row),
        floatFen: fen(row.float_fen),
        drawers,
        colleagues,
      }
    }),

    'shift.list': answers('shift.list', ({ db, actor }) => {
      admitToShifts(actor)
      const cashierId = actor.permissions.has('shift.view_all') ? null : actor.userId
      return {
        shifts: listShifts(db, { projectId: actor.projectId, cashierId }).map((row) =>
          shiftViewOf(db, row, actor.userId),
        ),
      }
    }),
  }
}

export function shiftReaderQueries(): Queries {
  return {
    'shift.report': answers('shift.report', ({ db, actor }, { shiftId }) => {
      const row = loadShift(db, { shiftId, projectId: actor.projectId })
      admitToReport(row, actor)
      return shiftReportOf(db, row)
    }),
  }
}

function countOf(row: ShiftRow): Output<'shift.current'>['count'] {
  if (row.counted_fen === null) return null
  return {
    pieces: JSON.parse(row.pieces_json) as Record<string, number>,
    countedCashFen: fen(row.counted_fen),
    expectedCashFen: fen(row.expected_fen),
    differenceFen: fen(row.difference_fen),
    bankedFen: fen(row.banked_fen),
    depositSlipNo: row.deposit_slip_no,
  }
}
