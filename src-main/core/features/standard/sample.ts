import { exactText, sampleCycles, yuanText } from '../../../../src-shared/domain/billing/index.ts'
import type { BillableRoom, PlannedLine, SampleCycle } from '../../../../src-shared/domain/billing/index.ts'
import type { HolidayTable } from '../../../../src-shared/domain/calendar/index.ts'
import { rollToWorkingDay } from '../../../../src-shared/domain/calendar/index.ts'
import {
  chargeAmount,
  checkTerms,
  exactCharge,
  meteredStandard,
  plannedStandard,
  priceUsage,
} from '../../../../src-shared/domain/tariff/index.ts'
import type { FeeStandard, StandardTerms, UsageStandard } from '../../../../src-shared/domain/tariff/index.ts'
import { orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { addDays } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { RoomFigureTable } from '../../db/tables.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { roomCodeOf } from './figures.ts'
import { loadHolidays } from './holidays.ts'
import { versionOfInput } from './terms.ts'

type Tried = Output<'standard.try'>
type Asked = Input<'standard.try'>
type SampleRoom = Asked['room']

const roomRow = hot<{ floor: string | null }>('SELECT floor FROM room WHERE id = ?')
const newestArea = hot<{ built_area_e2: number; inner_area_e2: number | null }>(
  "SELECT built_area_e2, inner_area_e2 FROM room_area WHERE room_id = ? AND ifnull(from_on, '') <= ? ORDER BY ifnull(from_on, '') DESC LIMIT 1",
)
const newestFigures = hot<RoomFigureTable>(
  'SELECT * FROM room_figure WHERE room_id = ? AND from_on <= ? ORDER BY from_on DESC LIMIT 1',
)

/** `12`, `12层`, `12F`, `B2` (as -2): the floor as a number, or `null` when it is none. */
export function floorOf(text: string | null): number | null {
  const match = /^\s*(B|b|地下|负|-)?\s*(\d{1,3})\s*(层|楼|F|f)?\s*$/.exec(text ?? '')
  if (match === null) return null
  const floor = Number(match[2])
  return match[1] === undefined ? floor : -floor
}

/** 算给您看: what the settings of a form come to. @throws AppError of any rule that the form breaks. */
export function trySample(db: ReadHandle, projectId: string, { terms, price, room }: Asked): Tried {
  const stored = { id: 'sample', itemId: 'sample', terms: terms as StandardTerms, versions: [versionOfInput(price)] }
  // Nobody's money yet: the nature is checked when it is saved.
  orThrow(checkTerms(stored, { nature: 'revenue', taxRatePpm: 0 }))
  const metered = meteredStandard(stored)
  if (metered !== null) return tryUsage(metered, room)
  const standard = plannedStandard(stored) ?? oneOff(terms as StandardTerms, stored.versions)
  const { first, next } = sampleCycles({
    standard: { ...standard, versions: [{ ...stored.versions[0], fromOn: '1900-01-01' as LocalDate }] as never },
    room: billable(room),
    boundFrom: room.handOverOn,
    overridePriceE6: null,
    rollToWorkingDay: rolling(loadHolidays(db, projectId)),
  })
  const formula = first.lines[0]?.explanation.parts[0]?.formula ?? next.lines[0]?.explanation.parts[0]?.formula
  const used = Object.entries(formula?.values ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [{ name, ...value }],
  )
  return { first: viewOf(first), next: viewOf(next), used }
}

/** 试算 on a room that is there, from a day on. @throws AppError `record.not_found` */
export function tryRoom(
  { db, actor }: QueryContext,
  { terms, price, roomId, fromOn }: Input<'standard.try_room'>,
): Output<'standard.try_room'> {
  const code = roomCodeOf(db, actor.projectId, roomId)
  const area = db.hotFirst(newestArea, roomId, fromOn)
  const figures = db.hotFirst(newestFigures, roomId, fromOn)
  const room: SampleRoom = {
    handOverOn: fromOn,
    builtE2: area?.built_area_e2 ?? null,
    innerE2: area?.inner_area_e2 ?? null,
    floor: floorOf(db.hotFirst(roomRow, roomId)?.floor ?? null),
    coefficientPpm: figures?.coefficient_ppm ?? null,
    persons: figures?.persons ?? null,
    spaces: figures?.spaces ?? null,
    vehicles: figures?.vehicles ?? null,
    cards: figures?.cards ?? null,
    usageE3: null,
    usedBeforeE3: null,
  }
  return { ...trySample(db, actor.projectId, { terms, price, room }), roomCode: code }
}

export function rolling(table: HolidayTable): (date: LocalDate) => LocalDate {
  return (date) => rollToWorkingDay(table, date).on
}

function billable(room: SampleRoom): BillableRoom {
  const { handOverOn, builtE2, innerE2, floor, coefficientPpm, persons, spaces, vehicles, cards } = room
  const ever = '1900-01-01' as LocalDate
  return {
    id: 'sample',
    code: '',
    handOverOn,
    endedOn: null,
    areas: [
      { fromOn: ever, builtE2, innerE2, shareE2: builtE2 === null || innerE2 === null ? null : builtE2 - innerE2 },
    ],
    figures: {
      floor,
      coefficientPpm,
      counts: [{ fromOn: ever, person: persons, space: spaces, vehicle: vehicles, card: cards }],
    },
    ownerTerms: [{ id: 'sample', fromOn: handOverOn, toOn: null }],
    paidUntil: [],
  }
}

/** One charge of one day: a fixed amount that nobody prorates. */
function oneOff(terms: StandardTerms, versions: FeeStandard['versions']): FeeStandard {
  return {
    ...terms,
    id: 'sample',
    itemId: 'sample',
    tariff: { kind: 'fixed' },
    versions,
    proration: { kind: 'this_month' },
    cycleMonths: 1,
    anchor: { kind: 'natural' },
    quotedPer: 'month',
  }
}

function viewOf({ cycle, issueOn, lines, skipped }: SampleCycle): Tried['first'] {
  return {
    fromOn: cycle.fromOn,
    toOn: cycle.toOn,
    issueOn,
    totalFen: lines.reduce((sum, line) => sum + line.amountFen, 0) as Tried['first']['totalFen'],
    lines: lines.map(lineOf),
    skipped: [...skipped],
  }
}

function lineOf({ fromOn, toOn, amountFen, explanation, dueOn }: PlannedLine): Tried['first']['lines'][number] {
  return { fromOn, toOn, amountFen, exact: exactText(explanation), dueOn }
}

/** One bill of the usage that was typed, read on the last day of the month of the example. */
function tryUsage(standard: UsageStandard, room: SampleRoom): Tried {
  const version = standard.versions[0]
  const usageE3 = room.usageE3 ?? 0
  if (version === undefined) return { first: emptyCycle(room.handOverOn), next: null, used: [] }
  const registers = version.pricing.kind === 'registers' ? version.pricing.prices.map(({ register }) => register) : []
  // Without a meter nobody knows at what time it was used: the example takes every register alike.
  const usages =
    registers.length === 0
      ? [{ register: 'total' as const, usageE3 }]
      : registers.map((register) => ({ register, usageE3 }))
  const position = { usedBeforeE3: room.usedBeforeE3 ?? 0, months: standard.cycleMonths, persons: room.persons }
  const priced = orThrow(
    priceUsage({ standard, version, overridePriceE6: null, usages, on: room.handOverOn, position }),
  )
  const amountFen = chargeAmount(priced.charge)
  const line = {
    fromOn: room.handOverOn,
    toOn: room.handOverOn,
    amountFen,
    exact: yuanText(exactCharge(priced.charge).total),
    dueOn: addDays(room.handOverOn, 1),
  }
  return { first: { ...emptyCycle(room.handOverOn), totalFen: amountFen, lines: [line] }, next: null, used: [] }
}

function emptyCycle(on: LocalDate): Tried['first'] {
  return { fromOn: on, toOn: on, issueOn: on, totalFen: 0 as never, lines: [], skipped: [] }
}
