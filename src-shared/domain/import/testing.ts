import { invariant } from '../../kernel/assert.ts'
import { EMPTY_CELL, type Cell, type SheetGrid } from './grid.ts'
import { findHeader } from './header.ts'
import { guessMapping } from './mapping.ts'
import { planRoomImport, type RoomImportInput, type RoomImportPlan } from './plan-room-import.ts'
import type { ExistingRoom, PlannedRow, RoomValues } from './planned-row.ts'
import { roomCodeKey } from './room-code.ts'

/** Sheets and plans from plain texts, for the tests of this folder. */
export interface PlanOptions {
  readonly existing?: readonly ExistingRoom[]
  readonly overrides?: Readonly<Record<string, string>>
}

function toCell(text: string): Cell {
  if (text === '') return EMPTY_CELL
  return text === '=' ? { kind: 'error', reason: 'formula_without_value' } : { kind: 'text', text }
}

export function inputOf(rows: readonly (readonly string[])[], options: PlanOptions = {}): RoomImportInput {
  const grid: SheetGrid = {
    name: 'Sheet1',
    hidden: false,
    rows: rows.map((row) => row.map(toCell)),
    rowNumbers: rows.map((_, index) => index + 1),
  }
  const header = findHeader(grid)
  invariant(header !== null, 'the texts have a header')
  return {
    grid,
    header,
    mapping: guessMapping(header.columns),
    existing: new Map((options.existing ?? []).map((room) => [roomCodeKey(room.code), room])),
    overrides: new Map(Object.entries(options.overrides ?? {})),
  }
}

export function plan(rows: readonly (readonly string[])[], options: PlanOptions = {}): RoomImportPlan {
  return planRoomImport(inputOf(rows, options))
}

export function problemsOf(row: PlannedRow | undefined): readonly string[] {
  return row?.kind === 'wrong' ? row.problems.map((problem) => `${problem.field} ${problem.code}`) : []
}

export function roomOf(row: PlannedRow | undefined): RoomValues {
  invariant(row !== undefined && row.kind !== 'wrong', `a room in ${JSON.stringify(row)}`)
  return row.room
}

export const TITLES = ['楼号', '单元', '室号', '建筑面积', '姓名', '电话']
