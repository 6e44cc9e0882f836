import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { formatScaled } from '../../kernel/money.ts'
import { IMPORT_FIELD_NAMES, type ImportField } from './fields.ts'
import { type Cell, EMPTY_CELL } from './grid.ts'
import { normaliseCell } from './normalise-cell.ts'
import { fromSerial } from './read-date.ts'

const text = (content: string): Cell => ({ kind: 'text', text: content })
const number = (content: string): Cell => ({ kind: 'number', text: content })

/** The value, `null` for nothing, or the code of the refusal. */
function read(field: ImportField, cell: Cell | string): unknown {
  const reading = normaliseCell(field, typeof cell === 'string' ? text(cell) : cell)
  if (reading.kind === 'value') return reading.value
  return reading.kind === 'empty' ? null : reading.code
}

function rewrites(field: ImportField, cell: Cell | string): readonly string[] {
  const reading = normaliseCell(field, typeof cell === 'string' ? text(cell) : cell)
  return reading.kind === 'wrong' ? [] : reading.rewritten
}

function warnings(field: ImportField, cell: Cell | string): readonly string[] {
  const reading = normaliseCell(field, typeof cell === 'string' ? text(cell) : cell)
  return reading.kind === 'value' ? reading.warnings.map((warning) => warning.code) : []
}

describe('an area', () => {
  it.each([
    ['89.43', 8943],
    ['89.43㎡', 8943],
    ['89.43 m2', 8943],
    ['89.43平方米', 8943],
    ['１２０．５', 12050],
    ['1,234.5', 123450],
    ['89.430', 8943],
    ['89。43', 8943],
    ['+89.43', 8943],
    ['.5', 50],
  ])('%s is read as %s hundredths of a square metre', (written, expected) => {
    expect(read('built_area_e2', written)).toBe(expected)
  })

  it('of a number cell that carries the noise of a sum is the area that was meant', () => {
    expect(read('built_area_e2', number('89.43000000000001'))).toBe(8943)
    expect(read('built_area_e2', number('89.429999999999993'))).toBe(8943)
    expect(rewrites('built_area_e2', number('89.43000000000001'))).toContain('float_noise')
  })

  it('with a third decimal is refused and not rounded', () => {
    expect(read('built_area_e2', '89.435')).toBe('import.area_too_precise')
    expect(read('built_area_e2', number('89.4333333333'))).toBe('import.area_too_precise')
  })

  it.each([
    ['-89.43', 'import.area_not_positive'],
    ['0', 'import.area_not_positive'],
    ['八十九', 'import.area_not_number'],
    ['89,43', 'import.area_not_number'],
    ['89.43/90', 'import.area_not_number'],
    ['100000', 'import.area_too_large'],
    ['㎡', 'import.area_not_number'],
  ])('%s is refused with %s', (written, code) => {
    expect(read('built_area_e2', written)).toBe(code)
  })

  it('that is written plainly is read back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (areaE2) => {
        expect(read('built_area_e2', formatScaled(areaE2, 2))).toBe(areaE2)
        expect(read('built_area_e2', `${formatScaled(areaE2, 2)} ㎡`)).toBe(areaE2)
      }),
    )
  })
})

describe('a date', () => {
  it.each([
    '2019-6-18',
    '2019/06/18',
    '2019.6.18',
    '2019年6月18日',
    '20190618',
    '２０１９－６－１８',
    '2019-06-18 00:00:00',
    '2019/6/18 下午3:05',
    '2019年06月18号',
    '43634',
  ])('%s is the 18th of June 2019', (written) => {
    expect(read('handover_on', written)).toBe('2019-06-18')
  })

  it.each([
    ['2019-02-29', 'import.date_impossible'],
    ['2019-13-01', 'import.date_impossible'],
    ['2019−6', 'import.date_without_day'],
    ['19-6-18', 'import.date_year_of_two_digits'],
    ['2019年6月', 'import.date_without_day'],
    ['1900-01-01', 'import.date_out_of_range'],
    ['明年', 'import.date_not_read'],
    ['6/18/2019', 'import.date_not_read'],
  ])('%s is refused with %s', (written, code) => {
    expect(read('handover_on', written)).toBe(code)
  })

  it('of a leap day stands', () => {
    expect(read('handover_on', '2020年2月29日')).toBe('2020-02-29')
  })

  it('cell that Excel keeps as a date needs no rewriting', () => {
    const cell: Cell = { kind: 'date', date: '2019-06-18' }
    expect(read('handover_on', cell)).toBe('2019-06-18')
    expect(rewrites('handover_on', cell)).toEqual([])
  })

  it('up to which fees are paid may be a month, and means its last day', () => {
    expect(read('paid_until_on', '2026年2月')).toBe('2026-02-28')
    expect(read('paid_until_on', '2024-2')).toBe('2024-02-29')
    expect(read('paid_until_on', '2024-13')).toBe('import.date_impossible')
    expect(read('paid_until_on', '1800-12')).toBe('import.date_out_of_range')
    expect(rewrites('paid_until_on', '2026-12')).toEqual(['month_end'])
  })

  it('number of Excel is the same day that the calendar counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 80_000 }), (serial) => {
        const day = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
        expect(fromSerial(serial)).toBe(day)
      }),
    )
  })
})

describe('a phone number', () => {
  it.each([
    ['13800138000', ['13800138000']],
    ['138-0013-8000', ['13800138000']],
    ['138 0013 8000', ['13800138000']],
    ['+86 13800138000', ['13800138000']],
    ['１３８００１３８０００', ['13800138000']],
    ['025-84321234', ['025-84321234']],
    ['(0512)65123456', ['0512-65123456']],
    ['84321234', ['84321234']],
    ['025-84321234转801', ['025-84321234-801']],
    ['4008001234', ['4008001234']],
    ['84321234转801', ['84321234-801']],
    ['+852 9123 4567', ['+85291234567']],
    ['13800138000/13900139000', ['13800138000', '13900139000']],
    ['13800138000、025-84321234', ['13800138000', '025-84321234']],
    ['13800138000 13900139000', ['13800138000', '13900139000']],
    ['13800138000\n13800138000', ['13800138000']],
  ])('%s is read', (written, expected) => {
    expect(read('owner_phone', written)).toEqual(expected)
  })

  it('stored as a number is read', () => {
    expect(read('owner_phone', number('13800138000'))).toEqual(['13800138000'])
  })

  it.each([
    ['1.38E+10', 'import.phone_scientific'],
    ['1380000', 'import.mobile_length'],
    ['138001380001', 'import.mobile_length'],
    ['12800138000', 'import.mobile_prefix'],
    ['13800138000(妻)', 'import.phone_has_letters'],
    ['123', 'import.mobile_length'],
    ['0251', 'import.phone_not_read'],
    ['13800138000/1390013', 'import.mobile_length'],
  ])('%s is refused with %s', (written, code) => {
    expect(read('owner_phone', written)).toBe(code)
  })

  it('of seven digits that begins like a mobile says how many it has', () => {
    expect(normaliseCell('owner_phone', text('1380000'))).toMatchObject({
      code: 'import.mobile_length',
      params: { digits: 7 },
    })
  })
})

describe('the number of an identity paper', () => {
  const valid = '11010519491231002X'

  it('with a right check digit is taken without a word', () => {
    expect(read('owner_id_no', valid)).toEqual([valid])
    expect(warnings('owner_id_no', valid)).toEqual([])
  })

  it('with a small x is written with a large one', () => {
    expect(read('owner_id_no', valid.toLowerCase())).toEqual([valid])
    expect(rewrites('owner_id_no', valid.toLowerCase())).toContain('upper_case')
  })

  it('with a wrong check digit or birthday is a warning, not an error', () => {
    expect(read('owner_id_no', '110105194912310021')).toEqual(['110105194912310021'])
    expect(warnings('owner_id_no', '110105194912310021')).toEqual(['import.id_no_checksum'])
    expect(warnings('owner_id_no', '110105199902310028')).toEqual(['import.id_no_checksum'])
  })

  it('that Excel stored as a number has lost its last digits', () => {
    expect(read('owner_id_no', number('110105194912310000'))).toBe('import.id_no_lost_digits')
    expect(read('owner_id_no', '1.10105E+17')).toBe('import.id_no_lost_digits')
    expect(read('owner_id_no', '110105194912310000')).toBe('import.id_no_lost_digits')
  })

  it('of 15 digits is old and worth a look', () => {
    expect(warnings('owner_id_no', '110105491231002')).toEqual(['import.id_no_old'])
  })

  it.each(['E12345678', 'H0123456700', '91320100MA1MX00000', '12345678', 'HA1234567'])(
    '%s of a foreigner or company is taken',
    (no) => {
      expect(read('owner_id_no', no)).toEqual([no])
    },
  )

  it('of a couple is two numbers', () => {
    expect(read('owner_id_no', `${valid}/E12345678`)).toEqual([valid, 'E12345678'])
  })

  it.each([
    ['1101051949123100', 'import.id_no_length'],
    ['身份证', 'import.id_no_not_read'],
    ['、', 'import.id_no_not_read'],
  ])('%s is refused with %s', (written, code) => {
    expect(read('owner_id_no', written)).toBe(code)
  })
})

describe('a name', () => {
  it.each([
    ['张三', ['张三']],
    ['张 三', ['张三']],
    ['张三/李四', ['张三', '李四']],
    ['张三、李四', ['张三', '李四']],
    ['欧阳璟', ['欧阳璟']],
    ['䶮𬭚', ['䶮𬭚']],
    ['阿依古丽•买买提', ['阿依古丽·买买提']],
    ['John  Smith', ['John Smith']],
    ['Ｊｏｈｎ', ['John']],
    ['南京鑫源商贸（集团）有限公司', ['南京鑫源商贸（集团）有限公司']],
    ['天成、地利贸易有限公司', ['天成、地利贸易有限公司']],
    ['张三/张三', ['张三']],
  ])('%s is read as its owners', (written, expected) => {
    expect(read('owner_name', written)).toEqual(expected)
  })

  it.each([
    ['13800138000', 'import.name_has_digits'],
    ['张?', 'import.name_lost_character'],
    ['张\ufffd', 'import.name_lost_character'],
    ['甲'.repeat(61), 'import.text_too_long'],
    ['甲'.repeat(121), 'import.text_too_long'],
    ['、、', 'import.name_has_digits'],
  ])('%s is refused with %s', (written, code) => {
    expect(read('owner_name', written)).toBe(code)
  })

  it('with a character of the private area is worth a look', () => {
    expect(warnings('owner_name', '张\ue863')).toEqual(['import.name_private_character'])
  })
})

describe('a place', () => {
  it.each([
    ['building', '3栋', '3'],
    ['building', '十二号楼', '12'],
    ['building', '二十一栋', '21'],
    ['building', 'a座', 'A'],
    ['building', '商场', '商场'],
    ['building', '地下室', '地下室'],
    ['building', '栋', '栋'],
    ['unit', '一单元', '1'],
    ['unit', '二十单元', '20'],
    ['unit', '东单元', '东'],
    ['room', '502室', '502'],
    ['room', '0305', '0305'],
    ['room', '502.0', '502'],
    ['floor', '5层', 5],
    ['floor', 'B1', -1],
    ['floor', '负一层', -1],
    ['floor', '地下2层', -2],
    ['floor', '-1', -1],
    ['floor', '5F', 5],
    ['floor', '0', 0],
    ['floor', '十层', 10],
    ['floor', '201', 'import.floor_not_number'],
    ['floor', '-11', 'import.floor_not_number'],
    ['floor', '夹层', 'import.floor_not_number'],
    ['room', '#', 'import.place_unreadable'],
    ['code', '3－1－0305', '3-1-0305'],
    ['code', 'a-1-502', 'A-1-502'],
    ['code', '#1', 'import.code_not_understood'],
  ] as const)('%s written as %s is %s', (field, written, expected) => {
    expect(read(field, written)).toBe(expected)
  })
})

describe('a usage', () => {
  it.each([
    ['普通住宅', 'residence'],
    ['商铺', 'shop'],
    ['地下车位', 'parking'],
    ['储藏室', 'storage'],
    ['写字楼', 'office'],
    ['其他', 'other'],
    ['Apartment', 'residence'],
    ['宇宙飞船', 'import.usage_unknown'],
  ])('%s is %s', (written, expected) => {
    expect(read('usage', written)).toBe(expected)
  })
})

describe('a cell', () => {
  it('without a cached value of its formula says so', () => {
    expect(read('built_area_e2', { kind: 'error', reason: 'formula_without_value' })).toBe(
      'import.formula_without_value',
    )
    expect(read('owner_name', { kind: 'error', reason: 'excel_error' })).toBe('import.excel_error')
  })

  it('of a dash, a stroke or 无 is empty, but a note keeps it', () => {
    for (const mark of ['/', '—', '无', '-', 'N/A']) expect(read('owner_phone', mark)).toBeNull()
    expect(read('note', '无')).toBe('无')
    expect(read('note', ' 两  套\u200b ')).toBe('两 套')
    expect(read('owner_name', '\u2067张\u061c三\u2069')).toEqual(['张三'])
    expect(read('note', EMPTY_CELL)).toBeNull()
    expect(read('note', { kind: 'boolean', value: true })).toBe('TRUE')
    expect(read('note', { kind: 'boolean', value: false })).toBe('FALSE')
  })

  it('longer than Excel keeps is refused without being read', () => {
    expect(read('note', 'x'.repeat(32_768))).toBe('import.text_too_long')
  })

  it('that Excel was told to keep as text loses the quotes', () => {
    expect(read('room', '="0101"')).toBe('0101')
    expect(read('room', "'0101")).toBe('0101')
  })

  it('of any text in any field is a value, nothing or a reason, and never a defect', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }).map(text),
      fc
        .string({ unit: fc.constantFrom(...Array.from('0189.-/年月日栋单元室,Ee+ ㎡０９张李')), maxLength: 20 })
        .map(text),
      fc.double().map((value) => number(String(value))),
    )
    fc.assert(
      fc.property(fc.constantFrom(...IMPORT_FIELD_NAMES), cell, (field, content) => {
        expect(['value', 'empty', 'wrong']).toContain(normaliseCell(field, content).kind)
      }),
      { numRuns: 500 },
    )
  })

  it('once read and written plainly reads the same again', () => {
    const letters = fc.constantFrom(...Array.from('0123.-/栋单元室, 张李AaXx'))
    fc.assert(
      fc.property(fc.constantFrom('code', 'note'), fc.string({ unit: letters, maxLength: 20 }), (field, content) => {
        const first = normaliseCell(field, text(content))
        if (first.kind !== 'value') return
        expect(normaliseCell(field, text(first.value))).toMatchObject({
          kind: 'value',
          value: first.value,
          rewritten: [],
        })
      }),
    )
  })
})
