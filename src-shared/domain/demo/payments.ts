import type { LocalDate, Month } from '../../kernel/time.ts'
import { payingMonth, paidThroughAt } from './behaviour.ts'
import { elementAt, listOf } from './lists.ts'
import { monthAt, type MonthIndex, monthIndexOf } from './months.ts'
import { makeTenders, type PlannedTender, drawAftermath, drawWaiver, type Aftermath } from './payment-details.ts'
import { projectSeed } from './project.ts'
import { drawOf } from './random.ts'
import type { Community, ProjectRecord, RelationRecord } from './records.ts'

/** The property fee of a room for whole months, oldest first; the first one is short where it began inside a month. */
export interface PlannedMonths {
  readonly room_index: number
  readonly first_month: Month
  readonly months: number
}

/** One visit to the counter: one receipt (收据). */
export interface PlannedPayment {
  readonly payer_index: number
  readonly rooms: readonly PlannedMonths[]
  readonly tenders: readonly PlannedTender[]
  /** Part of the principal that is waived (减免) with this payment; the rest is tendered. */
  readonly waived_ppm: number
  readonly aftermath: Aftermath
}

export interface PlannedDay {
  readonly project_index: number
  readonly on: LocalDate
  readonly payments: readonly PlannedPayment[]
}

/**
 * Who pays how many months on which day, from the state of the community's `today` onwards (domain rules 8.4). Days come in order
 * within each project, projects one after the other. Two adjoining spans give together what the whole span gives;
 * nothing happens before `today`.
 */
export function* planPayments(
  community: Community,
  span: { readonly from: LocalDate; readonly to: LocalDate },
): Generator<PlannedDay> {
  for (const project of community.projects()) yield* planProjectPayments(project, { ...span, community })
}

/** The same for one project, for whoever holds it already. */
export function* planProjectPayments(
  project: ProjectRecord,
  of: { readonly community: Pick<Community, 'seed' | 'today'>; readonly from: LocalDate; readonly to: LocalDate },
): Generator<PlannedDay> {
  const seed = projectSeed(of.community.seed, project.index)
  const visits = collectVisits(project, { ...of, seed, today: of.community.today })
  const payerOf = payerFinder(project, seed)
  for (const [on, day] of [...visits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const payments = [...day]
      .sort(([a], [b]) => a - b)
      .map(([payerKey, rooms]) => {
        const draw = (below: number, salt: number): number => drawOf(below, seed, payerKey, dayNumber(on), salt)
        return {
          payer_index: payerOf(payerKey, on),
          rooms,
          tenders: makeTenders(draw),
          waived_ppm: drawWaiver(draw),
          aftermath: drawAftermath(draw),
        }
      })
    yield { project_index: project.index, on, payments }
  }
}

type Visits = Map<LocalDate, Map<number, PlannedMonths[]>>

function collectVisits(
  project: ProjectRecord,
  of: { readonly seed: number; readonly today: LocalDate; readonly from: LocalDate; readonly to: LocalDate },
): Visits {
  const visits: Visits = new Map()
  const last = monthIndexOf(of.to)
  for (const [room, behaviour] of project.behaviours.entries()) {
    let paidThrough: MonthIndex = paidThroughAt(behaviour, of)
    for (let month = monthIndexOf(of.today); month <= last; month++) {
      const paying = payingMonth(behaviour, { month, paidThrough, seed: of.seed })
      if (paying === null || paying.on < of.today || paying.through <= paidThrough) continue
      if (paying.on >= of.from && paying.on <= of.to) {
        const planned = {
          room_index: room,
          first_month: monthAt(paidThrough + 1),
          months: paying.through - paidThrough,
        }
        addVisit(visits, { on: paying.on, payerKey: behaviour.payer_key, planned })
      }
      paidThrough = paying.through
    }
  }
  return visits
}

function addVisit(
  visits: Visits,
  of: { readonly on: LocalDate; readonly payerKey: number; readonly planned: PlannedMonths },
): void {
  const day = visits.get(of.on) ?? new Map<number, PlannedMonths[]>()
  visits.set(of.on, day)
  listOf(day, of.payerKey).push(of.planned)
}

/** The owner of the day, or, in two rented rooms of five, the tenant (rule J9: the user may pay). */
function payerFinder(project: ProjectRecord, seed: number): (room: number, on: LocalDate) => number {
  const terms = new Map<number, RelationRecord[]>()
  for (const relation of project.relations) listOf(terms, relation.room_index).push(relation)
  return (room, on) => {
    const current = listOf(terms, room).filter(
      (term) => term.from_on <= on && (term.to_on === null || term.to_on >= on),
    )
    const role = drawOf(5, seed, room) < 2 ? 'tenant' : 'owner'
    return (current.find((term) => term.role === role) ?? elementAt(current, 0)).person_index
  }
}

function dayNumber(on: LocalDate): number {
  return Number(on.replaceAll('-', ''))
}
