import type { Fen } from '../../kernel/money.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import type { Counts, FeeStandard, QuantitySource } from '../tariff/index.ts'
import type { SkipCode } from './codes.ts'
import type { LineExplanation } from './explanation.ts'
import type { LineKey } from './line-key.ts'

/** Areas (面积) of a room from a day on; a correction is one more version, never an edit. */
export interface AreaVersion extends QuantitySource {
  readonly fromOn: LocalDate
}

/** 人数、车位、车辆、卡数 from a day on. */
export interface CountVersion extends Counts {
  readonly fromOn: LocalDate
}

/** What counted and custom fees ask of a room beside its area. `counts` are in date order. */
export interface RoomFigures {
  readonly floor: number | null
  readonly coefficientPpm: number | null
  readonly counts: readonly CountVersion[]
}

/** 空置期: days on which only a part is paid, first and last day (`null` = still). */
export interface VacancyTerm {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate | null
  readonly payRatePpm: number
  /** `null`: every item. */
  readonly itemIds: readonly string[] | null
}

/** 业主期: who owned the room from when to when (last day, `null` = still). Debt belongs to the term, not to the person. */
export interface OwnerTerm {
  readonly id: string
  readonly fromOn: LocalDate
  readonly toOn: LocalDate | null
}

/** 绑定: a standard charged on a room, first and last billed day. */
export interface Binding {
  readonly id: string
  readonly roomId: string
  readonly standardId: string
  readonly fromOn: LocalDate
  readonly toOn: LocalDate | null
  /** A price of this room alone; it stays when the standard gets a new version (domain rules 3.2). */
  readonly overridePriceE6: number | null
}

/** A chargeable object: home, shop, space. Lists are in date order. */
export interface BillableRoom {
  readonly id: string
  readonly code: string
  /** 交房日; `null` with owner terms is read as the first term's first day, without them as unsold. */
  readonly handOverOn: LocalDate | null
  /** The first day on which the room is no longer charged. */
  readonly endedOn: LocalDate | null
  readonly areas: readonly AreaVersion[]
  readonly figures?: RoomFigures
  readonly vacancies?: readonly VacancyTerm[]
  readonly ownerTerms: readonly OwnerTerm[]
  /** 缴至: last day settled before go-live, by item. No line is made for days up to it. */
  readonly paidUntil: readonly { readonly itemId: string; readonly on: LocalDate }[]
}

export interface BilledItem {
  readonly id: string
  /** `every_room`: a room without a standard of this item is listed as 未挂标准; `bound_only`: it is none of its business. */
  readonly expects: 'every_room' | 'bound_only'
}

/** A line that is in the database already, whatever became of it. */
export interface ExistingLine {
  readonly id: string
  readonly roomId: string
  readonly itemId: string
  readonly ownerTermId: string
  readonly month: Month
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly attempt: number
  readonly amountFen: Fen
  /** `cancelled`: voided, its run undone, or refunded with effect 取消应收; the period is free again (domain rules 3.10). */
  readonly state: 'active' | 'cancelled'
  /** The line that a difference line (补差) corrects; such a line may overlap and only counts as an attempt. */
  readonly correctsLineId: string | null
}

export interface PlanRequest {
  readonly projectId: string
  readonly months: readonly Month[]
  readonly items: readonly BilledItem[]
  readonly standards: readonly FeeStandard[]
  readonly rooms: readonly BillableRoom[]
  readonly bindings: readonly Binding[]
  readonly existing: readonly ExistingLine[]
  /** 上线日: earlier days are opening balances, never lines. */
  readonly goLiveOn: LocalDate
  /** The developer's account (开发商), which pays for unsold and undelivered rooms; `null` when there is none. */
  readonly developerTermId: string | null
  /** Rooms that the clerk took out of this run, as `roomId` and `itemId`. */
  readonly excluded: readonly { readonly roomId: string; readonly itemId: string }[]
  /** Local date of creation: due dates depend on it. */
  readonly today: LocalDate
  /** The next working day not before a date, when due dates roll (顺延); `null` leaves them as they are. */
  readonly rollToWorkingDay: ((date: LocalDate) => LocalDate) | null
}

/** A part of a line that is paid at one rate. */
export interface VacancyPart {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly payRatePpm: number
  readonly amountFen: Fen
}

/** 空置优惠 of a line: the line stays whole, the discount is what its parts leave of it (domain rules 3.4). */
export interface VacancyRelief {
  readonly discountFen: Fen
  readonly parts: readonly VacancyPart[]
}

export interface PlannedLine {
  readonly key: LineKey
  readonly standardId: string
  readonly bindingId: string
  readonly ownerTermId: string
  readonly payer: 'owner' | 'developer'
  /** First and last billed day. */
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly amountFen: Fen
  readonly dueOn: LocalDate
  readonly explanation: LineExplanation
  /** A discount line that goes with it. */
  readonly vacancy?: VacancyRelief
}

export interface FoundLine {
  readonly lineId: string
  readonly roomId: string
  readonly itemId: string
  readonly month: Month
  readonly fromOn: LocalDate
  readonly amountFen: Fen
  /** What today's data would give; another amount means a late event that asks for a correction (domain rules 3.2). */
  readonly computedFen: Fen
  /** The discount line that today's data gives it. */
  readonly vacancy?: VacancyRelief
}

export interface SkippedRow {
  readonly roomId: string
  readonly roomCode: string
  readonly itemId: string
  readonly month: Month
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly code: SkipCode
}

export interface BillingPlan {
  readonly created: readonly PlannedLine[]
  readonly existing: readonly FoundLine[]
  readonly skipped: readonly SkippedRow[]
}
