import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instant, localDate } from '../../src-shared/kernel/time.ts'
import { causeFields, createLog } from './log.ts'
import { logFileName, logsToRemove } from './log-rotation.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the log', () => {
  test('writes one JSON line per happening, into the file of the local day', () => {
    let now = Date.UTC(2026, 10, 23, 15, 59)
    const log = createLog(folder, { now: () => instant(now) })
    log.info('core.booted', { pid: 7 })
    now += 60_000
    log.warn('core.exited', { code: 9 })
    expect(readdirSync(folder).toSorted()).toEqual(['host-2026-11-23.000.log', 'host-2026-11-24.000.log'])
    const line: unknown = JSON.parse(readFileSync(join(folder, 'host-2026-11-23.000.log'), 'utf8'))
    expect(line).toEqual({ at: '2026-11-23T15:59:00.000Z', level: 'info', event: 'core.booted', pid: 7 })
  })

  test('files older than 14 days go, and nothing that is not a log of the host', () => {
    for (const name of ['host-2026-11-09.000.log', 'host-2026-11-10.000.log', 'core-2026-01-01.000.log']) {
      writeFileSync(join(folder, name), 'x')
    }
    createLog(folder, { now: () => instant(Date.UTC(2026, 10, 23)) }).info('started')
    expect(readdirSync(folder).toSorted()).toEqual([
      'core-2026-01-01.000.log',
      'host-2026-11-10.000.log',
      'host-2026-11-23.000.log',
    ])
  })

  test('beyond 50 MB the oldest go first', () => {
    const day = localDate('2026-11-23')
    const files = Array.from({ length: 12 }, (_, index) => ({ name: logFileName(day, index), bytes: 5_000_000 }))
    expect(logsToRemove(files, day)).toEqual([logFileName(day, 1), logFileName(day, 0)])
  })

  test('the message of an error stays out: it may quote what a person typed', () => {
    const fields = causeFields(new TypeError('张三 13800138000'))
    expect(fields).toMatchObject({ cause: 'TypeError', code: null })
    expect(JSON.stringify(fields)).not.toContain('13800138000')
  })
})
