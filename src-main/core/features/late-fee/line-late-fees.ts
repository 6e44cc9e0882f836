import { deriveLateFee, explainLateFee, policyFor } from '../../../../src-shared/domain/late-fee/index.ts'
import type {
  Freeze,
  LateDebt,
  LateFee,
  LateFeeExplanation,
  LateFeePolicy,
  PrincipalMovement,
} from '../../../../src-shared/domain/late-fee/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { fen, sumFen } from '../../../../src-shared/kernel/money.ts'
import { localDate } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { FeeItemTable } from '../../db/tables.ts'
import type { LateFeeTerms } from './rule-rows.ts'

/** What must be known of a line to derive its late fee. */
export interface LateLine {
  readonly line_id: string
  readonly room_id: string
  readonly fee_item_id: string
  readonly fee_standard_id: string
  readonly nature: FeeItemTable['nature']
  readonly due_on: string
  readonly amount_fen: number
}

export interface LineLateFee {
  readonly lateFee: LateFee
  readonly policy: LateFeePolicy
  readonly debt: LateDebt
  /** Rows for "why this amount" and for the receipt. */
  explain(): LateFeeExplanation
}

interface MovedRow {
  readonly line_id: string
  readonly part: 'principal' | 'late_fee'
  readonly on_day: string
  readonly amount_fen: number
}
interface FreezeRow {
  readonly room_id: string
  readonly receivable_id: string | null
  readonly from_on: string
  readonly to_on: string | null
}

/** By valid receipts only: one that was voided is as if its money had never come. */
const moved =
  hot<MovedRow>(`SELECT l.receivable_id AS line_id, l.part, rc.business_on AS on_day, sum(l.amount_fen) AS amount_fen
  FROM json_each(?) asked CROSS JOIN receipt_line l ON l.receivable_id = asked.value JOIN receipt rc ON rc.id = l.receipt_id
  WHERE NOT EXISTS(SELECT 1 FROM receipt_event e WHERE e.receipt_id = rc.id AND e.kind = 'voided')
  GROUP BY l.receivable_id, l.part, rc.business_on`)
const freezesOf = hot<FreezeRow>(`SELECT f.room_id, f.receivable_id, f.from_on, f.to_on
  FROM json_each(?) asked CROSS JOIN late_fee_freeze f ON f.room_id = asked.value`)

/**
 * 违约金 of lines for a cut-off day, those that bear none left out. Two readings whatever the number of lines: an account must
 * open as fast with late fees as without.
 */
export function lateFeesOf(
  db: ReadHandle,
  terms: LateFeeTerms,
  of: { readonly lines: readonly LateLine[]; readonly asOf: LocalDate },
): Map<string, LineLateFee> {
  const late = of.lines.flatMap((line) => {
    if (line.due_on >= of.asOf || line.due_on < terms.firstOn || line.amount_fen <= 0) return []
    const policy = policyFor(terms.rules, { standardId: line.fee_standard_id, dueOn: localDate(line.due_on) })
    return policy === null ? [] : [{ line, policy }]
  })
  if (late.length === 0) return new Map()
  const lineIds = late.map(({ line }) => line.line_id)
  const roomIds = [...new Set(late.map(({ line }) => line.room_id))]
  const movedOn = Map.groupBy(db.hotAll(moved, JSON.stringify(lineIds)), (row) => row.line_id)
  const frozen = Map.groupBy(db.hotAll(freezesOf, JSON.stringify(roomIds)), (row) => row.room_id)
  const fees = new Map<string, LineLateFee>()
  for (const { line, policy } of late) {
    const debt = debtOf(line, { moved: movedOn.get(line.line_id) ?? [], freezes: frozen.get(line.room_id) ?? [] })
    const lateFee = derived(terms, { policy, debt, asOf: of.asOf })
    if (lateFee.totalFen === 0) continue
    fees.set(line.line_id, {
      lateFee,
      policy,
      debt,
      explain: () => explainLateFee(lateFee, { ...debt, policy, asOf: of.asOf, lpr: terms.lpr }),
    })
  }
  return fees
}

function derived(
  { lpr, prudentE3 }: LateFeeTerms,
  of: { readonly policy: LateFeePolicy; readonly debt: LateDebt; readonly asOf: LocalDate },
): LateFee {
  const lateFee = deriveLateFee({ ...of, lpr, prudentE3 })
  // A rule that needs the LPR is refused at save where the table begins later, and the table is never shortened.
  invariant(lateFee.kind === 'derived', 'the LPR of each late day is known')
  return lateFee
}

function debtOf(
  line: LateLine,
  known: { readonly moved: readonly MovedRow[]; readonly freezes: readonly FreezeRow[] },
): LateDebt {
  const own = known.freezes.filter(({ receivable_id }) => receivable_id === null || receivable_id === line.line_id)
  return {
    roomId: line.room_id,
    itemId: line.fee_item_id,
    kind: line.nature === 'held' ? 'deposit' : 'fee',
    dueOn: localDate(line.due_on),
    billedFen: fen(line.amount_fen),
    movements: known.moved.flatMap(movementOf),
    freezes: own.map(freezeOf),
    documentedFen: sumFen(
      known.moved.filter(({ part }) => part === 'late_fee'),
      ({ amount_fen }) => fen(amount_fen),
    ),
  }
}

function movementOf({ part, on_day, amount_fen }: MovedRow): PrincipalMovement[] {
  return part === 'principal' ? [{ kind: 'payment', on: localDate(on_day), amountFen: fen(amount_fen) }] : []
}

function freezeOf({ from_on, to_on }: FreezeRow): Freeze {
  return { fromOn: localDate(from_on), toOn: to_on === null ? null : localDate(to_on) }
}
