import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pinyin } from './index.ts'
import {
  checkIdNumber,
  checkPhone,
  classifyQuery,
  cleanComposition,
  idCheckSign,
  maskIdNumber,
  maskName,
  maskPhone,
  normalisePhone,
  personSearchTokens,
} from './index.ts'

describe('masked', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳娜娜', '欧阳*'],
    ['欧阳', '欧*'],
    ['张三/李四', '张*/李*'],
    ['张三、 李四', '张*、李*'],
    ['𠮷田', '𠮷*'],
    ['John Smith', 'J*'],
    ['', ''],
  ])('the name %s is %s', (name, masked) => {
    expect(maskName(name, 'natural')).toBe(masked)
  })

  it.each([
    ['鑫源商贸有限公司', '鑫*商贸'],
    ['鑫达餐饮', '鑫*餐饮'],
    ['深圳市鑫达餐饮管理股份有限公司', '深*管理'],
    ['大华公司', '大*'],
    ['公司', '公*'],
  ])('the company %s is %s', (name, masked) => {
    expect(maskName(name, 'company')).toBe(masked)
  })

  it.each([
    ['13800138000', '138****8000'],
    ['+86 138-0013-8000', '138****8000'],
    ['0755-81235678', '0755-****5678'],
    ['81235678', '****5678'],
    ['4008001234', '****1234'],
    ['12345', '****2345'],
    ['123', '****'],
  ])('the phone %s is %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })

  it('an ID number keeps its last four signs', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('**************002X')
    expect(maskIdNumber('123')).toBe('****')
  })

  it('a mask never shows the middle of a phone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }), (second, rest) => {
        const phone = `1${second}${String(rest).padStart(9, '0')}`
        expect(maskPhone(phone)).toBe(`${phone.slice(0, 3)}****${phone.slice(7)}`)
      }),
    )
  })
})

describe('a phone number', () => {
  it('is read in one form', () => {
    expect(normalisePhone('１３８ 0013 8000')).toEqual({ kind: 'mobile', digits: '13800138000' })
    expect(normalisePhone('008613800138000')).toEqual({ kind: 'mobile', digits: '13800138000' })
    expect(normalisePhone('(010)81235678转12')).toEqual({ kind: 'landline', area: '010', digits: '81235678' })
    expect(normalisePhone('0755 8123567')).toEqual({ kind: 'landline', area: '0755', digits: '8123567' })
    expect(normalisePhone('400-800-1234')).toEqual({ kind: 'landline', area: null, digits: '4008001234' })
    expect(normalisePhone('+852 9123 4567')).toEqual({ kind: 'abroad', digits: '+85291234567' })
  })

  it('that cannot be called is refused', () => {
    expect(checkPhone('13800138000')).toMatchObject({ kind: 'phone' })
    expect(checkPhone('1380013800')).toMatchObject({ code: 'person.phone_invalid', params: { digits: 10 } })
    for (const bad of ['', '12800138000', '1.38E+10', '0138001380']) expect(normalisePhone(bad)).toBeNull()
  })
})

describe('an ID number', () => {
  it('has 18 signs, a day of birth and a check sign', () => {
    expect(checkIdNumber(' 11010519491231002x ')).toEqual({
      kind: 'id_number',
      idNumber: '11010519491231002X',
      birthOn: '1949-12-31',
    })
    expect(checkIdNumber('110105194912310')).toMatchObject({ code: 'person.id_no_length', params: { length: 15 } })
    expect(checkIdNumber('110105194902310021')).toMatchObject({ code: 'person.id_no_birth' })
    expect(checkIdNumber('110105194912310021')).toMatchObject({ code: 'person.id_no_checksum' })
  })

  it('with one digit wrong never passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.nat(16), fc.nat(9), (order, at, digit) => {
        const first = `11010519491231${String(order).padStart(3, '0')}`
        const good = first + idCheckSign(first)
        const wrong = [...good].with(at, String(digit)).join('')
        expect(checkIdNumber(good).kind).toBe('id_number')
        if (wrong !== good) expect(checkIdNumber(wrong).kind).toBe('refused')
      }),
    )
  })
})

describe('the words by which a person is found', () => {
  const readings: Readonly<Record<string, string[][]>> = {
    张三: [['Zhang', 'San']],
    李四: [['li', 'si']],
    单雄: [
      ['shan', 'xiong'],
      ['dan', 'xiong'],
    ],
  }
  const pinyin: Pinyin = (name) => readings[name] ?? []

  it('are its characters, its readings joined and by initials, and its phone with tails', () => {
    expect(personSearchTokens({ name: '单雄', phones: ['138-0013-8000'] }, pinyin)).toEqual([
      '单',
      '雄',
      'shanxiong',
      'sx',
      'danxiong',
      'dx',
      '13800138000',
      '8000',
      '38000',
      '138000',
      '0138000',
      '00138000',
    ])
  })

  it('are those of each of a couple', () => {
    const tokens = personSearchTokens({ name: '张三/李四', phones: [] }, pinyin)
    expect(tokens).toEqual(['张', '三', 'zhangsan', 'zs', '李', '四', 'lisi', 'ls'])
  })

  it('are the words of a Latin name, joined and by initials', () => {
    expect(personSearchTokens({ name: 'John Smith', phones: ['bad'] }, pinyin)).toEqual([
      'john',
      'smith',
      'johnsmith',
      'js',
    ])
    expect(personSearchTokens({ name: 'Li', phones: ['8123567'] }, pinyin)).toEqual([
      'li',
      '8123567',
      '3567',
      '23567',
      '123567',
    ])
  })
})

describe('what the search box may mean', () => {
  const kinds = (typed: string) => classifyQuery(typed).map(({ kind }) => kind)

  it.each([
    ['3-2-1501', ['room']],
    ['32 1501', ['room']],
    ['138 0013 8000', ['room', 'phone', 'receipt_tail']],
    ['3栋1501', ['room', 'name']],
    ['8888', ['room', 'phone', 'receipt_tail']],
    ['A12345', ['room', 'plate']],
    ['粤B12345', ['room', 'plate', 'name']],
    ['粤B·D12345', ['room', 'plate', 'name']],
    ['20250631', ['room', 'phone', 'receipt_tail', 'receipt_tail']],
    ['SJ-A-2026-004871', ['receipt']],
    ['13800138000', ['phone', 'receipt_tail']],
    ['11010519491231002X', ['id_number']],
    ['zs', ['spelling']],
    ["zhang'san", ['spelling']],
    ['张三', ['name']],
    ['张', []],
    ['', []],
    ['z', []],
    ["z'", []],
    ['??', []],
    ['12', ['room']],
  ])('%s: %o', (typed, expected) => {
    expect(kinds(typed)).toEqual(expected)
  })

  it('an input method’s composition is the word without its marks', () => {
    expect(cleanComposition("zhang'san")).toBe('zhangsan')
    expect(cleanComposition('zhang san')).toBe('zhangsan')
    expect(cleanComposition("3栋'1")).toBe("3栋'1")
    expect(classifyQuery("Zhang'San")).toEqual([{ kind: 'spelling', letters: 'zhangsan' }])
  })

  it('a number with a year in front may be a receipt of that year', () => {
    expect(classifyQuery('20250631').slice(2)).toEqual([
      { kind: 'receipt_tail', year: 2025, sequence: 631 },
      { kind: 'receipt_tail', year: null, sequence: 20_250_631 },
    ])
    expect(classifyQuery('138001380')).toContainEqual({ kind: 'phone', digits: '138001380', part: 'whole' })
  })
})
