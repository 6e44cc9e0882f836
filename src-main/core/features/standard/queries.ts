import { fraction, fullMonth, roundAmount } from '../../../../src-shared/domain/tariff/index.ts'
import { formatScaled } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { IS_EXPECTED_TO_PAY, LACKS_STANDARD } from '../room/index.ts'
import { findBindings } from './bindings.ts'
import { listFeeItems } from './fee-items.ts'
import { listStandards } from './standard-rows.ts'

const goLive = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')

/** Its parameters: the project, and the day twice. */
export const UNBOUND_ROOMS = `room.project_id = ? AND room.ended_on IS NULL AND ${IS_EXPECTED_TO_PAY} AND ${LACKS_STANDARD}`
const unbound = hot<{ n: number }>(`SELECT count(*) AS n FROM room WHERE ${UNBOUND_ROOMS}`)

export function standardQueries(): Queries {
  return {
    'standard.list': answers('standard.list', ({ db, actor, today }) => ({
      standards: listStandards(db, actor.projectId),
      feeItems: listFeeItems(db, actor.projectId),
      unboundRooms: db.hotFirst(unbound, actor.projectId, today, today)?.n ?? 0,
      goLiveOn: (db.hotFirst(goLive, actor.projectId)?.go_live_on ?? null) as LocalDate | null,
    })),

    'standard.bindings': answers('standard.bindings', (context, input) => ({ bindings: findBindings(context, input) })),

    'standard.try': answers('standard.try', (_context, { areaE2, priceE6, rounding }) => {
      const exact = fullMonth(priceE6, { value: areaE2, scale: 2 })
      const scaled = fraction(exact.num * 1_000_000n, exact.den * 100n)
      return { amountFen: roundAmount(exact, rounding), exact: formatScaled(Number(scaled.num / scaled.den), 6, 2) }
    }),
  }
}
