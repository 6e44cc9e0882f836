import { describe, expect, it } from 'vitest'

import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Cell, SheetGrid } from '../import/index.ts'
import { OPENING_SHEET, missingColumns, planOpening, readOpeningRows, totalOpening } from './index.ts'
import type { KnownMeter, OpeningKnown, PlannedOpening } from './index.ts'

const day = (text: string): LocalDate => text as LocalDate
const cell = (value: string): Cell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value })

function sheet(titles: readonly string[], ...rows: readonly (readonly string[])[]): SheetGrid {
  const lines = [titles, ...rows].map((row) => row.map(cell))
  return { name: '欠费', hidden: false, rows: lines, rowNumbers: lines.map((_, index) => index + 1) }
}

const METER: KnownMeter = { id: 'm1', code: 'S-1', registers: 1, digits: 5, isRead: false }
const KNOWN: OpeningKnown = {
  goLiveOn: day('2026-11-01'),
  today: day('2026-11-24'),
  rooms: new Map([
    ['3-1-101', { id: 'r1', code: '3-1-101', terms: [{ id: 't1', fromOn: null, toOn: null }] }],
    [
      '3-1-102',
      {
        id: 'r2',
        code: '3-1-102',
        terms: [
          { id: 't2', fromOn: null, toOn: day('2025-12-31') },
          { id: 't3', fromOn: day('2026-01-01'), toOn: null },
        ],
      },
    ],
    ['3-1-103', { id: 'r3', code: '3-1-103', terms: [] }],
  ]),
  items: new Map([
    ['物业费', { id: 'i1', name: '物业费', isMonthly: true }],
    ['水费', { id: 'i2', name: '水费', isMonthly: false }],
  ]),
  metersByCode: new Map([['S-1', METER]]),
  metersOfRoom: new Map([['r1', [METER]]]),
  standing: new Map(),
  paidBefore: new Set(),
  billedFrom: new Map(),
}

const TITLES = ['房号', '收费项目', '欠费起', '欠费止', '欠费金额', '缴至', '表号', '上次读数', '读数日期']

function plan(
  rows: readonly (readonly string[])[],
  known: Partial<OpeningKnown> = {},
  mends: Record<string, string> = {},
) {
  const grid = sheet(TITLES, ...rows)
  const header = OPENING_SHEET.findHeader(grid)
  if (header === null) throw new Error('the sheet has a header')
  const mapping = OPENING_SHEET.guess(header.columns)
  const read = readOpeningRows({
    grid,
    firstDataRow: header.firstDataRow,
    mapping,
    mends: new Map(Object.entries(mends)),
  })
  return planOpening(read, { ...KNOWN, ...known })
}
const faults = (row: PlannedOpening | undefined): readonly string[] =>
  row?.kind === 'wrong' ? row.problems.map(({ field, code }) => `${field} ${code}`) : []
const faultsOf = (cells: readonly string[], known: Partial<OpeningKnown> = {}) => faults(plan([cells], known)[0])

describe('a sheet of opening positions', () => {
  it('is known by its titles, and says which are missing', () => {
    const header = OPENING_SHEET.findHeader(
      sheet(['序号', '收费对象', '费用名称', '未收金额(元)'], ['1', '3-1-101', '物业费', '1']),
    )
    const mapping = OPENING_SHEET.guess(header?.columns ?? [])
    expect(mapping).toEqual({ room: 1, item: 2, amount: 3 })
    expect(missingColumns(mapping)).toEqual([])
    expect(missingColumns({ item: 2 })).toEqual(['room', 'position'])
  })

  it('takes a debt with its days, its month without a day, and what was paid and read', () => {
    const [row] = plan([['3-1-101', '物业费', '2026-07-01', '2026年9月', '482.91', '2026-06', 'S-1', '123.5', '']])
    expect(row).toMatchObject({
      kind: 'ready',
      roomId: 'r1',
      debt: {
        itemId: 'i1',
        ownerTermId: 't1',
        fromOn: '2026-07-01',
        toOn: '2026-09-30',
        dueOn: '2026-09-30',
        amountFen: 48_291,
      },
      paidUntil: { itemId: 'i1', on: '2026-06-30' },
      reading: { meterId: 'm1', valueE3: 123_500, readOn: '2026-10-31' },
    })
  })

  it('puts an amount without days on the day before go-live', () => {
    const [row] = plan([['3-1-101', '物业费', '', '', '1,000', '', '', '', '']])
    expect(row).toMatchObject({ debt: { fromOn: '2026-10-31', toOn: '2026-10-31', amountFen: 100_000 } })
  })

  it('charges the owner of the last owed day', () => {
    const [row] = plan([['3-1-102', '物业费', '2025-11-01', '2025-12-31', '10', '', '', '', '']])
    expect(row).toMatchObject({ debt: { ownerTermId: 't2' } })
  })

  it('leaves out sums, empty lines and rooms that owe 0.00 beside a date', () => {
    const rows = plan([
      ['3-1-101', '物业费', '', '', '0.00', '2026-10', '', '', ''],
      ['', '', '', '', '', '', '', '', ''],
      ['合计', '', '', '', '482.91', '', '', '', ''],
    ])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ kind: 'ready', debt: null, paidUntil: { on: '2026-10-31' } })
  })

  it('takes a float for what it was', () => {
    const [row] = plan([['3-1-101', '物业费', '', '', '160.97000000000003', '', '', '', '']])
    expect(row).toMatchObject({ debt: { amountFen: 16_097 } })
  })
})

describe('a wrong row says which cell', () => {
  it.each([
    [['', '物业费', '', '', '1', '', '', '', ''], ['room opening.room_missing']],
    [['9-9-999', '物业费', '', '', '1', '', '', '', ''], ['room opening.room_unknown']],
    [['3-1-101', '', '', '', '1', '', '', '', ''], ['item opening.item_missing']],
    [['3-1-101', '停车费', '', '', '1', '', '', '', ''], ['item opening.item_unknown']],
    [['3-1-101', '物业费', '', '', '', '', '', '', ''], ['amount opening.nothing_stated']],
    [['3-1-101', '物业费', '2026-07-01', '2026-09-30', '', '', '', '', ''], ['amount opening.amount_missing']],
    [['3-1-101', '物业费', '', '', '一百', '', '', '', ''], ['amount opening.amount_unreadable']],
    [['3-1-101', '物业费', '', '', '-5', '', '', '', ''], ['amount opening.amount_not_positive']],
    [['3-1-101', '物业费', '', '', '200000000', '', '', '', ''], ['amount opening.amount_too_large']],
    [['3-1-101', '物业费', '', '2026-13-01', '1', '', '', '', ''], ['to_on opening.date_unreadable']],
    [['3-1-101', '物业费', '2026-09-01', '2026-08-01', '1', '', '', '', ''], ['from_on opening.days_reversed']],
    [['3-1-101', '物业费', '', '2026-11-01', '1', '', '', '', ''], ['to_on opening.after_go_live']],
    [['3-1-103', '物业费', '', '', '1', '', '', '', ''], ['room opening.owner_missing']],
    [['3-1-101', '水费', '', '', '', '2026-10', '', '', ''], ['paid_until opening.item_not_monthly']],
    [['3-1-101', '物业费', '2026-09-01', '', '1', '2026-09', '', '', ''], ['paid_until opening.paid_and_owed']],
    [['3-1-102', '', '', '', '', '', '', '5', ''], ['meter opening.meter_unknown']],
    [['3-1-101', '', '', '', '', '', 'S-1', '100000', ''], ['reading opening.reading_beyond_dial']],
    [['3-1-101', '', '', '', '', '', 'S-1', '5', '2026-11-25'], ['read_on opening.read_on_later']],
    [['3-1-101', '', '', '', '', '', 'S-1', 'x', ''], ['reading opening.reading_unreadable']],
  ] as const)('%s', (cells, expected) => {
    expect(faultsOf(cells)).toEqual(expected)
  })

  it('says both faults of one row', () => {
    expect(faultsOf(['9-9-999', '停车费', '', '', 'x', '', '', '', ''])).toEqual([
      'amount opening.amount_unreadable',
      'room opening.room_unknown',
    ])
  })

  it('knows what stands already', () => {
    const debt = ['3-1-101', '物业费', '2026-07-01', '2026-09-30', '1', '', '', '', '']
    const standing = new Map([['r1|i1', [{ fromOn: day('2026-09-30'), toOn: day('2026-10-31') }]]])
    expect(faultsOf(debt, { standing })).toEqual(['from_on opening.stands_already'])
    const paid = ['3-1-101', '物业费', '', '', '', '2026-12', '', '', '']
    expect(faultsOf(paid, { billedFrom: new Map([['r1|i1', day('2026-12-01')]]) })).toEqual([
      'paid_until opening.billed_already',
    ])
    expect(faultsOf(paid, { billedFrom: new Map([['r1|i1', day('2027-01-01')]]) })).toEqual([])
    expect(faultsOf(paid, { paidBefore: new Set(['r1|i1']) })).toEqual(['paid_until opening.paid_twice'])
    const read = { ...METER, isRead: true }
    expect(
      faultsOf(['3-1-101', '', '', '', '', '', 'S-1', '5', ''], { metersByCode: new Map([['S-1', read]]) }),
    ).toEqual(['meter opening.meter_read_already'])
    const registers = new Map([['S-1', { ...METER, registers: 4 }]])
    expect(faultsOf(['3-1-101', '', '', '', '', '', 'S-1', '5', ''], { metersByCode: registers })).toEqual([
      'meter opening.meter_registers',
    ])
    const two = new Map([['r1', [METER, { ...METER, id: 'm2' }]]])
    expect(faultsOf(['3-1-101', '', '', '', '', '', '', '5', ''], { metersOfRoom: two })).toEqual([
      'meter opening.meter_ambiguous',
    ])
  })

  it('knows the rows above', () => {
    const rows = plan([
      ['3-1-101', '物业费', '2026-07-01', '2026-09-30', '1', '2026-06', 'S-1', '5', ''],
      ['3-1-101', '物业费', '2026-09-30', '2026-10-31', '1', '', '', '', ''],
      ['3-1-101', '物业费', '2026-10-01', '2026-10-31', '1', '', '', '', ''],
      ['3-1-101', '物业费', '', '', '', '2026-05', '', '', ''],
      ['3-1-101', '', '', '', '', '', 'S-1', '6', ''],
    ])
    expect(rows.map(faults)).toEqual([
      [],
      ['from_on opening.days_overlap'],
      [],
      ['paid_until opening.paid_twice'],
      ['meter opening.meter_twice'],
    ])
  })

  it('is right once its cell is mended', () => {
    const cells = ['3-1-101', '物业费', '', '', '一百', '', '', '', '']
    const [row] = plan([cells], {}, { '2:amount': '100' })
    expect(row).toMatchObject({ kind: 'ready', debt: { amountFen: 10_000 }, texts: { amount: '100' } })
  })
})

describe('control totals', () => {
  const rows = plan([
    ['3-1-101', '物业费', '2026-07-01', '2026-09-30', '100', '', '', '', ''],
    ['3-1-101', '水费', '', '', '20', '', 'S-1', '5', ''],
    ['3-1-102', '物业费', '', '', '0.5', '', '', '', ''],
    ['3-1-102', '物业费', '2026-01-01', '2026-02-01', '', '', '', '', ''],
  ])
  const stated = (rooms: number | null, fee: number | null, water: number | null) =>
    totalOpening(rows, { rooms, owedFen: { i1: fee as Fen | null, i2: water as Fen | null } })

  it('add up what is right, by item and by room', () => {
    expect(stated(null, null, null)).toMatchObject({
      rooms: 2,
      debts: 3,
      owedFen: 12_050,
      readings: 1,
      paidUntil: 0,
      items: [
        { itemId: 'i1', lines: 2, owedFen: 10_050 },
        { itemId: 'i2', lines: 1, owedFen: 2000 },
      ],
    })
  })

  it('agree only when all was typed and all of it is the same', () => {
    expect(stated(2, 10_050, 2000).agree).toBe(true)
    expect(stated(null, 10_050, 2000).agree).toBe(false)
    expect(stated(2, 10_050, null).agree).toBe(false)
    expect(stated(2, 10_051, 2000).agree).toBe(false)
    expect(stated(3, 10_050, 2000).agree).toBe(false)
  })
})
