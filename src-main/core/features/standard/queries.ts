import { fraction, fullMonth, roundAmount } from '../../../../src-shared/domain/tariff/index.ts'
import { formatScaled } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { listStandards } from './standard-rows.ts'

const goLive = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')

/** Homes, shops and offices are expected to have a standard; a storage room or a space only when somebody bound one. */
export const UNBOUND_ROOMS = `room.project_id = ? AND room.ended_on IS NULL AND room.usage IN ('residence','shop','office')
  AND NOT EXISTS(SELECT 1 FROM fee_binding b WHERE b.room_id = room.id AND b.to_on IS NULL)`
const unbound = hot<{ n: number }>(`SELECT count(*) AS n FROM room WHERE ${UNBOUND_ROOMS}`)

export function standardQueries(): Queries {
  return {
    'standard.list': answers('standard.list', ({ db, actor }) => ({
      standards: listStandards(db, actor.projectId),
      unboundRooms: db.hotFirst(unbound, actor.projectId)?.n ?? 0,
      goLiveOn: (db.hotFirst(goLive, actor.projectId)?.go_live_on ?? null) as LocalDate | null,
    })),

    'standard.try': answers('standard.try', (_context, { areaE2, priceE6, rounding }) => {
      const exact = fullMonth(priceE6, { value: areaE2, scale: 2 })
      const scaled = fraction(exact.num * 1_000_000n, exact.den * 100n)
      return { amountFen: roundAmount(exact, rounding), exact: formatScaled(Number(scaled.num / scaled.den), 6, 2) }
    }),
  }
}
