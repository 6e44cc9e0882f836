import { PUBLISHED_HOLIDAYS, holidayTable } from '../../../../src-shared/domain/calendar/index.ts'
import type { HolidayTable, HolidayYear } from '../../../../src-shared/domain/calendar/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

const KEY = 'calendar.holidays'
const latest = hot<{ value_json: string; version: number }>(
  `SELECT value_json, version FROM setting WHERE scope = 'project' AND scope_id = ? AND key = '${KEY}' ORDER BY version DESC LIMIT 1`,
)

/** 节假日 of a project: the published years, each replaced by what the office entered for it, and the years that it added. */
export function loadHolidayYears(db: ReadHandle, projectId: string): HolidayYear[] {
  const own = ownYears(db, projectId)
  const entered = new Set(own.map(({ year }) => year))
  return [...PUBLISHED_HOLIDAYS.filter(({ year }) => !entered.has(year)), ...own].sort((a, b) => a.year - b.year)
}

export function loadHolidays(db: ReadHandle, projectId: string): HolidayTable {
  return orThrow(holidayTable(loadHolidayYears(db, projectId))).table
}

/** Enters or replaces one year. @throws AppError `holiday.*` */
export function saveHolidayYear(db: UnitOfWork, projectId: string, entered: HolidayYear): void {
  const years = [...ownYears(db, projectId).filter(({ year }) => year !== entered.year), entered]
  orThrow(holidayTable(years))
  if (entered.holidays.length === 0) throw new AppError('holiday.empty', {}, 'holidays')
  const version = (db.hotFirst(latest, projectId)?.version ?? 0) + 1
  db.insert('setting', {
    id: db.newId(),
    scope: 'project',
    scope_id: projectId,
    key: KEY,
    value_json: JSON.stringify(years),
    version,
    set_by: db.userId,
    set_at: db.now,
  })
}

function ownYears(db: ReadHandle, projectId: string): HolidayYear[] {
  const row = db.hotFirst(latest, projectId)
  return row === null ? [] : (JSON.parse(row.value_json) as HolidayYear[])
}
