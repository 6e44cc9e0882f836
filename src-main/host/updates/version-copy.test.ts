import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyForNewVersion } from './version-copy.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'version-copy-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)
const copies = (): string[] =>
  existsSync(join(folder, 'version-copies')) ? readdirSync(join(folder, 'version-copies')).toSorted() : []
const start = (version: string, at = '20261124-083000') => copyForNewVersion(folder, { version, at })

describe('before the first start of a version', () => {
  test('an empty folder has nothing to copy', () => {
    expect(start('1.0.0')).toBe('first_run')
    expect(copies()).toEqual([])
  })

  test('the data are copied as the old one left them, and once', () => {
    start('1.0.0')
    put('wuye.db', 'data of 1.0.0')
    put('wuye.db-wal', 'not yet in the file')
    put('vault.json', 'key')
    expect(start('1.0.0')).toBe('same')
    expect(start('1.1.0')).toBe('copied')
    put('wuye.db', 'changed by 1.1.0')
    expect(start('1.1.0')).toBe('same')
    expect(copies()).toEqual(['1.0.0_20261124-083000'])
    const copied = (name: string): string =>
      readFileSync(join(folder, 'version-copies', copies()[0] ?? '', name), 'utf8')
    expect([copied('wuye.db'), copied('wuye.db-wal'), copied('vault.json')]).toEqual([
      'data of 1.0.0',
      'not yet in the file',
      'key',
    ])
  })

  test('data from before the version was noted are copied too', () => {
    put('wuye.db', 'old')
    expect(start('1.0.0')).toBe('copied')
    put('program-version.json', '{"version":"../../etc"}')
    expect(start('1.0.0', '20261125-083000')).toBe('copied')
    expect(copies()).toEqual(['unknown_20261124-083000', 'unknown_20261125-083000'])
  })

  test('a power cut in the middle leaves no half copy that looks whole', () => {
    put('wuye.db', 'old')
    start('1.0.0')
    rmSync(join(folder, 'program-version.json'))
    writeFileSync(join(folder, 'version-copies', 'left.part'), '')
    expect(start('1.1.0', '20261124-090000')).toBe('copied')
    expect(copies()).toContain('unknown_20261124-090000')
  })

  test('what a power cut left half copied takes the place of no copy, and goes', () => {
    put('wuye.db', 'old')
    expect(start('1.0.0', '20261101-080000')).toBe('copied')
    expect(start('1.1.0', '20261110-080000')).toBe('copied')
    for (const moment of ['20261201-080000', '20261202-080000'])
      mkdirSync(join(folder, 'version-copies', `1.1.0_${moment}.part`))
    expect(start('1.2.0', '20261120-080000')).toBe('copied')
    expect(copies()).toEqual(['1.0.0_20261110-080000', '1.1.0_20261120-080000'])
  })

  test('two copies are kept, the newest', () => {
    put('wuye.db', 'old')
    for (const [version, at] of [
      ['1.0.0', '20261101-080000'],
      ['1.1.0', '20261110-080000'],
      ['1.2.0', '20261120-080000'],
    ] as const)
      expect(start(version, at)).toBe('copied')
    expect(copies()).toEqual(['1.0.0_20261110-080000', '1.1.0_20261120-080000'])
  })
})
