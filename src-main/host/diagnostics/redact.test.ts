import { describe, expect, test } from 'vitest'
import { COMMON_ERRORS } from '../../../src-shared/contract/request/common-errors.ts'
import { contract } from '../../../src-shared/contract/index.ts'
import { JOB_KINDS } from '../../../src-shared/contract/job.contract.ts'
import { PERMISSIONS } from '../../../src-shared/domain/access/permissions.ts'
import { isKnownCode } from './known-words.ts'
import { blot } from './last-net.ts'
import { cleanFrames, cleanLine } from './redact.ts'

const AT = '2026-11-23T00:30:00.000Z'
const clean = (fields: object) => cleanLine(JSON.stringify({ at: AT, level: 'info', event: 'request.slow', ...fields }))

describe('a log line that leaves the office', () => {
  test('keeps what was done, how long it took and which lines belong together', () => {
    expect(clean({ op: 'counter.collect', ms: 48, user: '0195a1b2-0000-7000-8000-00000000abcd' })).toEqual({
      at: AT,
      level: 'info',
      event: 'request.slow',
      op: 'counter.collect',
      ms: 48,
      user: '0000abcd',
    })
  })

  test.each([
    ['a user name', { username: 'zhangsan' }],
    ['a name in a known field', { reason: '张三来电' }],
    ['a name in pinyin', { reason: 'zhangsan' }],
    ['a user name with a dot', { code: 'zhang.san' }],
    ['an amount that looks like a version', { version: '160.97' }],
    ['a sentence in a known field', { reason: 'called zhang san' }],
    ['a phone in a field of figures', { count: 13_800_008_000 }],
    ['an amount in a field that nobody named', { amountFen: 16_097 }],
    ['a phone where an id is expected', { user: '13800008000' }],
    ['a phone where a code is expected', { code: '13800008000' }],
    ['a list', { op: ['张三'] }],
  ])('loses %s', (_what, planted) => {
    expect(clean(planted)).toEqual({ at: AT, level: 'info', event: 'request.slow' })
  })

  test('is dropped as a whole when it is none of ours', () => {
    expect(cleanLine('张三 13800008000')).toBeNull()
    expect(cleanLine('"13800008000"')).toBeNull()
    expect(cleanLine('{"event":"x"}')).toBeNull()
  })

  test('of an error keeps the kind and the places, not the message nor the folder of a user', () => {
    const stack = [
      'SqliteError: UNIQUE failed for 张三 13800008000 zhangsan',
      '    at Statement.run (/home/zhangsan/app/out/main/core-9f.js:12:34)',
      '    at async C:\\Users\\lisi\\app\\out\\main\\core.js:5:6',
    ].join('\n')
    expect(cleanFrames(stack)).toBe('SqliteError | Statement.run core-9f.js:12:34 | core.js:5:6')
  })
})

describe('the words of codes', () => {
  test('name every operation, permission, job and refusal of the product', () => {
    const refusals = Object.values(contract).flatMap(({ errors }) => Object.keys(errors))
    const words = [...Object.keys(contract), ...PERMISSIONS, ...JOB_KINDS, ...refusals, ...Object.keys(COMMON_ERRORS)]
    expect([...new Set(words)].filter((word) => !isKnownCode(word))).toEqual([])
  })

  test.each(['ENOSPC', 'SQLITE_BUSY', 'ERR_WORKER_OUT_OF_MEMORY', 'desktop:quit', 'print.no_printer'])(
    'know %s',
    (code) => {
      expect(isKnownCode(code)).toBe(true)
    },
  )

  test.each(['zhangsan', 'zhang_san', 'zhang.san', 'Zhang', 'LI', '13800008000', ''])('do not know %j', (text) => {
    expect(isKnownCode(text)).toBe(false)
  })
})

describe('the last net', () => {
  test.each([
    '13800008000',
    '+86 138-0000-8000',
    '330106199001011234',
    '33010619900101123X',
    '330106900101123',
    '浙A12345',
    '张三',
  ])('catches %s', (personal) => {
    const caught = blot(`{"x": "${personal}"}`)
    expect(caught).not.toContain(personal)
    expect(caught).toContain('*')
  })

  test('lets times, sizes and short ids through', () => {
    const fine = '{"at": "2026-11-23T00:30:00.000Z", "bytes": 1763856000000, "id": "0000abcd"}'
    expect(blot(fine)).toBe(fine)
  })
})
