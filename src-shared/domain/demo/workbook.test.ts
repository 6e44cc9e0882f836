import { describe, expect, it } from 'vitest'
import { parseScaled } from '../../kernel/money.ts'
import { localDate } from '../../kernel/time.ts'
import { generateCommunity } from './community.ts'
import { elementAt } from './lists.ts'
import { communityWorkbookRows } from './workbook.ts'
import type { WrittenCell } from './workbook-cells.ts'

const community = generateCommunity({ profile: 'S', seed: 11, today: localDate('2026-11-23') })
const project = community.project(0)
const clean = communityWorkbookRows(community, { dirty: false })
const dirty = communityWorkbookRows(community, { dirty: true })

const textOf = (cell: WrittenCell | undefined): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  return 'number' in cell ? cell.number : cell.date
}
const cellsOf = (sheet: typeof clean, column: (typeof clean.columns)[number]): WrittenCell[] =>
  sheet.rows.slice(sheet.first_data_row - 1).map((row) => elementAt(row, sheet.columns.indexOf(column)))

describe('a sheet of rooms and owners', () => {
  it('comes out the same each time', () => {
    expect(communityWorkbookRows(community, { dirty: true })).toEqual(dirty)
  })

  it('has a title, two header lines with merged groups, and rows of one width', () => {
    expect(textOf(clean.rows[0]?.[0])).toContain(project.name)
    expect(clean.rows[1]?.filter((cell) => cell !== null)).toEqual([
      '房屋信息',
      '业主信息',
      '租户信息',
      '物业费缴至',
      '备注',
    ])
    expect(clean.rows.every((row) => row.length === clean.columns.length)).toBe(true)
    expect(clean.merges).toContainEqual({ from_row: 2, from_column: 1, to_row: 2, to_column: 8 })
    expect(clean.merges).toContainEqual({ from_row: 2, from_column: 16, to_row: 3, to_column: 16 })
  })

  it('has a row for every room and a total that is their sum', () => {
    expect(cellsOf(clean, 'code').slice(0, -1)).toEqual(project.rooms.map((room) => room.code))
    const areas = cellsOf(clean, 'built_area_e2').map((cell) => parseScaled(textOf(cell), 2) ?? 0)
    const total = areas.pop()
    expect(areas.reduce((sum, area) => sum + area, 0)).toBe(total)
    expect(clean.total_area_e2).toBe(total)
    expect(clean.faults).toEqual([])
  })

  it('writes real dates and numbers when it is clean', () => {
    for (const cell of cellsOf(clean, 'handover_on'))
      expect(cell === null || (typeof cell === 'object' && 'date' in cell)).toBe(true)
    for (const cell of cellsOf(clean, 'built_area_e2'))
      expect(typeof cell === 'object' && cell !== null && 'number' in cell).toBe(true)
  })

  it('writes the other projects of a company as well', () => {
    const company = generateCommunity({ profile: 'L', seed: 1, today: localDate('2026-11-23') })
    expect(communityWorkbookRows(company, { dirty: true, project_index: 19 }).room_count).toBe(1_000)
  })
})

describe('a dirty sheet', () => {
  it('leaves building and unit blank where they are as above, and gives subtotals between buildings', () => {
    const buildings = cellsOf(dirty, 'building')
    expect(buildings.filter((cell) => cell === '小计').length).toBe(
      new Set(project.rooms.map((room) => room.building)).size,
    )
    expect(buildings.at(-1)).toBe('合计')
    expect(buildings.filter((cell) => cell === null).length).toBeGreaterThan(700)
    expect(cellsOf(dirty, 'unit').filter((cell) => cell !== null).length).toBe(16)
  })

  it('has numbers as text, full-width digits and dates as text in every form', () => {
    const areas = cellsOf(dirty, 'built_area_e2')
    for (const form of [/^[\d.]+㎡$/, /^[０-９．]+$/, /^ [\d.]+$/])
      expect(areas.some((cell) => typeof cell === 'string' && form.test(cell))).toBe(true)
    const days = cellsOf(dirty, 'handover_on')
    for (const form of [
      /^\d{4}\/\d\d\/\d\d$/,
      /^\d{4}-\d+-\d+$/,
      /^\d{4}年\d+月\d+日$/,
      /^\d{4}\.\d+\.\d+$/,
      /^\d{8}$/,
    ]) {
      expect(days.some((cell) => typeof cell === 'string' && form.test(cell))).toBe(true)
    }
    const phones = cellsOf(dirty, 'owner_phone')
    for (const form of [/^\d{3}-\d{4}-\d{4}$/, /^\d{3} \d{4} \d{4}$/, /^[０-９]{11}$/]) {
      expect(phones.some((cell) => typeof cell === 'string' && form.test(cell))).toBe(true)
    }
    expect(phones.some((cell) => typeof cell === 'object' && cell !== null)).toBe(true)
  })

  it('puts co-owners into one cell', () => {
    const names = cellsOf(dirty, 'owner_name').map(textOf)
    expect(names.some((name) => name.includes('/'))).toBe(true)
    expect(names.some((name) => name.includes('、'))).toBe(true)
  })

  it('names its three wrong cells', () => {
    const wrong = dirty.faults.map((fault) => ({
      fault: fault.fault,
      text: textOf(dirty.rows[fault.row - 1]?.[dirty.columns.indexOf(fault.column)]),
    }))
    const twice = elementAt(wrong, 1).text
    expect(wrong).toEqual([
      { fault: 'area_in_words', text: '八十九点四' },
      { fault: 'code_twice', text: twice },
      { fault: 'id_no_lost_digits', text: '330199198203150000' },
    ])
    expect(cellsOf(dirty, 'code').filter((cell) => cell === twice).length).toBe(2)
  })
})
