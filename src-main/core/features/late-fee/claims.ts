import { reviewLateFee } from '../../../../src-shared/domain/late-fee/index.ts'
import type { LateFeeWarning } from '../../../../src-shared/domain/late-fee/index.ts'
import { fen, sumFen } from '../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, Output } from '../../request/context.ts'
import { LINE_BALANCE, LINE_IS_VISIBLE, LINE_OPEN_FEN } from '../ledger/index.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'
import { lateFeesOf } from './line-late-fees.ts'
import type { LateLine, LineLateFee } from './line-late-fees.ts'
import { loadLateFeeTerms } from './rule-rows.ts'
import type { LateFeeTerms } from './rule-rows.ts'

type Claims = Output<'late_fee.claims'>
type Review = Pick<Claims, 'principalFen' | 'lateFeeFen' | 'prudentFen' | 'ratioE2' | 'warnings'>

interface ClaimRow extends LateLine {
  readonly room_code: string
  readonly open_fen: number
}

/** Everything that may bear a late fee on a day: what is open, and what was paid late. */
const lateLines =
  hot<ClaimRow>(`SELECT r.id AS line_id, r.room_id, room.code AS room_code, r.fee_item_id, r.fee_standard_id, item.nature,
    r.due_on, r.amount_fen, ${LINE_OPEN_FEN} AS open_fen
  FROM receivable r JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id ${LINE_BALANCE}
  WHERE r.project_id = ? AND r.due_on >= ? AND r.due_on < ? AND r.amount_fen > 0 AND ${ROOM_IN_SCOPE} AND ${LINE_IS_VISIBLE}
    AND (${LINE_OPEN_FEN} > 0 OR EXISTS(SELECT 1 FROM receipt_line paid JOIN receipt rc ON rc.id = paid.receipt_id
      WHERE paid.receivable_id = r.id AND paid.part = 'principal' AND rc.business_on > r.due_on))
  ORDER BY room.sort_key, r.due_on`)

export interface ClaimedLine {
  readonly row: Pick<ClaimRow, 'line_id' | 'room_id' | 'room_code' | 'open_fen'>
  readonly known: LineLateFee
}

const NOTHING_CLAIMED: Review = {
  principalFen: fen(0),
  lateFeeFen: fen(0),
  prudentFen: fen(0),
  ratioE2: null,
  warnings: [],
}
/** A page shows the largest; the workbook has all. */
const SHOWN = 300

/** 违约金一览: by room, the largest first, with the sum over all. */
export function claimsOn(
  db: ReadHandle,
  actor: Pick<Actor, 'projectId' | 'buildingIds'>,
  { on, shown = SHOWN }: { readonly on: LocalDate; readonly shown?: number },
): Claims {
  const terms = loadLateFeeTerms(db, actor.projectId)
  if (terms === null) return { on, rooms: 0, rows: [], ...NOTHING_CLAIMED }
  const lines = db.hotAll(lateLines, actor.projectId, terms.firstOn, on, ...scopeParams(actor))
  const fees = lateFeesOf(db, terms, { lines, asOf: on })
  const claimed = lines.flatMap((row): ClaimedLine[] => {
    const known = fees.get(row.line_id)
    return known === undefined || known.lateFee.dueFen === 0 ? [] : [{ row, known }]
  })
  const rooms = [...Map.groupBy(claimed, ({ row }) => row.room_id)].map(([roomId, own]) => ({
    roomId: roomId as Id,
    roomCode: own[0]?.row.room_code ?? '',
    lines: own.length,
    ...reviewClaims(own, terms),
  }))
  rooms.sort((left, right) => right.lateFeeFen - left.lateFeeFen)
  return { on, rooms: rooms.length, rows: rooms.slice(0, shown), ...reviewClaims(claimed, terms) }
}

/** Contract figure and court-prudent figure of some lines, and what a manager should see before claiming them. */
export function reviewClaims(claimed: readonly ClaimedLine[], { prudentE3 }: Pick<LateFeeTerms, 'prudentE3'>): Review {
  if (claimed.length === 0) return NOTHING_CLAIMED
  const principalFen = sumFen(claimed, ({ known }) => known.debt.billedFen)
  const lateFeeFen = sumFen(claimed, ({ known }) => known.lateFee.dueFen)
  const prudentFen = sumPrudent(claimed)
  // The loss is the figure at LPR × 1.0; the prudent one may be set higher.
  const lossFen = prudentFen === null ? null : fen(Math.round((prudentFen * 1000) / prudentE3))
  const { ratioE2, warnings } = reviewLateFee({ principalFen, lateFeeFen, lossFen })
  return { principalFen, lateFeeFen, prudentFen, ratioE2, warnings: warnings.map(shortName) }
}

/** `late_fee.over_principal` → `over_principal`: the page has words for it. */
function shortName(warning: LateFeeWarning): Review['warnings'][number] {
  return warning.slice('late_fee.'.length) as Review['warnings'][number]
}

function sumPrudent(claimed: readonly ClaimedLine[]): Fen | null {
  const figures = claimed.map(({ known }) => known.lateFee.prudentFen)
  return figures.includes(null) ? null : sumFen(figures as Fen[], (figure) => figure)
}
