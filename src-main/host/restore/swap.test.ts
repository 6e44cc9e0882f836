import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beginSwap, closeSwap, finishSwap, keepDataOnly, planSwap } from './swap.ts'

const NOTE = { setName: 'wuye-20261123-020000', madeAt: 5, userId: null }
const PLAN = planSwap(NOTE, '20261123-083000')
const OLD = ['wuye.db', 'wuye.db-wal', 'wuye.db-shm', 'vault.json', 'vault.copy.json', 'unattended.key'] as const
const NEW = ['wuye.db', 'vault.json', 'vault.copy.json', 'unattended.key'] as const

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'swap-'))
  for (const name of OLD) writeFileSync(join(dataDir, name), `old ${name}`)
  writeFileSync(join(dataDir, 'preferences.json'), 'kept')
})
afterEach(() => rmSync(dataDir, { recursive: true }))

function stage(names: readonly string[] = NEW): void {
  mkdirSync(join(dataDir, PLAN.stage))
  for (const name of names) writeFileSync(join(dataDir, PLAN.stage, name), `new ${name}`)
}
const text = (...path: string[]): string => readFileSync(join(dataDir, ...path), 'utf8')

function expectRestored(names: readonly string[] = NEW): void {
  for (const name of names) expect(text(name)).toBe(`new ${name}`)
  expect(existsSync(join(dataDir, 'wuye.db-wal'))).toBe(false)
  expect(text('preferences.json')).toBe('kept')
  expect(existsSync(join(dataDir, PLAN.stage))).toBe(false)
}

class PowerCut extends Error {}
/** Renames that go well `times` times; the next is cut off, before or after it happened. */
function cutAfter(times: number, when: 'before' | 'after') {
  let left = times
  return (from: string, to: string): void => {
    if (left-- > 0) return renameSync(from, to)
    if (when === 'after') renameSync(from, to)
    throw new PowerCut()
  }
}

describe('putting a restored database in its place', () => {
  test('keeps every file of the old one together, its log included', () => {
    stage()
    beginSwap(dataDir, PLAN)
    expectRestored()
    expect(readdirSync(join(dataDir, PLAN.keep)).sort()).toEqual([...OLD].sort())
    for (const name of OLD) expect(text(PLAN.keep, name)).toBe(`old ${name}`)
  })

  test('leaves the vault alone when only the database comes', () => {
    stage(['wuye.db'])
    beginSwap(dataDir, PLAN)
    expectRestored(['wuye.db'])
    for (const name of ['vault.json', 'vault.copy.json', 'unattended.key']) expect(text(name)).toBe(`old ${name}`)
  })

  test('takes no vault that came with the set', () => {
    stage()
    mkdirSync(join(dataDir, PLAN.stage, 'documents'))
    keepDataOnly(join(dataDir, PLAN.stage))
    expect(readdirSync(join(dataDir, PLAN.stage)).sort()).toEqual(['documents', 'wuye.db'])
    beginSwap(dataDir, PLAN)
    expect(text('vault.json')).toBe('old vault.json')
  })

  test('works where there was nothing: a new PC', () => {
    for (const name of OLD) rmSync(join(dataDir, name))
    stage()
    beginSwap(dataDir, PLAN)
    expectRestored()
  })

  const cuts = Array.from({ length: 11 }, (_, times) => times).flatMap((times) =>
    (['before', 'after'] as const).map((when) => ({ times, when })),
  )
  test.each(cuts)('is ended by the next start after a power cut $when move $times', ({ times, when }) => {
    stage()
    mkdirSync(join(dataDir, PLAN.stage, 'documents'))
    writeFileSync(join(dataDir, 'restore.json'), JSON.stringify({ version: 1, state: 'swapping', ...PLAN }))
    expect(() => finishSwap(dataDir, cutAfter(times, when))).toThrow(PowerCut)
    expect(finishSwap(dataDir)).toEqual(NOTE)
    expectRestored()
    for (const name of OLD) expect(text(PLAN.keep, name)).toBe(`old ${name}`)
  })

  test('has no more moves than were cut off above', () => {
    stage()
    mkdirSync(join(dataDir, PLAN.stage, 'documents'))
    let moves = 0
    writeFileSync(join(dataDir, 'restore.json'), JSON.stringify({ version: 1, state: 'swapping', ...PLAN }))
    finishSwap(dataDir, (from, to) => {
      moves += 1
      renameSync(from, to)
    })
    expect(moves).toBe(cuts.length / 2)
  })

  test('is told to core at the first opening, again when that one was cut off, and then no more', () => {
    stage()
    beginSwap(dataDir, PLAN)
    expect(finishSwap(dataDir)).toEqual(NOTE)
    expect(finishSwap(dataDir)).toEqual(NOTE)
    closeSwap(dataDir)
    expect(finishSwap(dataDir)).toBeNull()
  })

  test('is not begun when the stage was cleared meanwhile: it would be told as done', () => {
    stage(['vault.json'])
    expect(() => beginSwap(dataDir, PLAN)).toThrow(expect.objectContaining({ code: 'backup.stage_gone' }))
    for (const name of OLD) expect(text(name)).toBe(`old ${name}`)
    expect(existsSync(join(dataDir, 'restore.json'))).toBe(false)
  })

  const whole = { version: 1, state: 'swapping', ...PLAN }
  test.each([
    JSON.stringify(whole).slice(0, 30),
    '',
    'null',
    JSON.stringify({ ...whole, version: 2 }),
    JSON.stringify({ ...whole, state: 'begun' }),
    JSON.stringify({ ...whole, stage: '../elsewhere' }),
    JSON.stringify({ ...whole, keep: '/tmp' }),
    JSON.stringify({ ...whole, note: { setName: 'x' } }),
  ])('is refused in words when its note does not read, and nothing is touched: %s', (damaged) => {
    stage()
    writeFileSync(join(dataDir, 'restore.json'), damaged)
    expect(() => finishSwap(dataDir)).toThrow(expect.objectContaining({ code: 'vault.restore_note_damaged' }))
    for (const name of OLD) expect(text(name)).toBe(`old ${name}`)
    for (const name of NEW) expect(text(PLAN.stage, name)).toBe(`new ${name}`)
  })

  test('that was never decided leaves nothing behind', () => {
    stage()
    expect(finishSwap(dataDir)).toBeNull()
    for (const name of OLD) expect(text(name)).toBe(`old ${name}`)
    expect(existsSync(join(dataDir, PLAN.stage))).toBe(false)
  })
})
