import { describe, expect, test } from 'vitest'
import { readSwitches } from './switches.ts'

const development = { packaged: false, cwd: '/work' }

describe('the command line', () => {
  test('a start by the system may stay in the tray, in a package too', () => {
    expect(readSwitches(['wuye', '--hidden'], { packaged: true, cwd: '/' }).hidden).toBe(true)
  })

  test('without switches nothing is asked for', () => {
    expect(readSwitches(['electron', '.'], development)).toEqual({
      dataDir: null,
      unlock: null,
      startAtMs: null,
      restore: null,
      updateKey: null,
      hidden: false,
    })
  })

  test('both ways of writing a value are read, and a relative folder counts from where the program was started', () => {
    const spaced = readSwitches(['electron', '.', '--data', 'x/y', '--unlock', 'unattended'], development)
    expect(spaced).toMatchObject({ dataDir: '/work/x/y', unlock: 'unattended' })
    const joined = readSwitches(['electron', '.', '--data=/d', '--now=2026-11-23T01:00:00Z'], development)
    expect(joined).toMatchObject({ dataDir: '/d', startAtMs: Date.UTC(2026, 10, 23, 1) })
  })

  test('a package takes the folder and neither another day nor another way to unlock', () => {
    const argv = [
      'wuye',
      '--update-key',
      '/k',
      '--data',
      '/d',
      '--unlock',
      'unattended',
      '--now',
      '2026-11-23T01:00:00Z',
    ]
    expect(readSwitches(argv, { packaged: true, cwd: '/' })).toEqual({
      dataDir: '/d',
      unlock: null,
      startAtMs: null,
      restore: null,
      updateKey: null,
      hidden: false,
    })
  })

  test('a restore is a matter of the command line in a package, too; a dry run changes nothing', () => {
    const read = (...argv: string[]) => readSwitches(['wuye', ...argv], { packaged: true, cwd: '/work' }).restore
    expect(read('--restore', 'stick')).toEqual({ folder: '/work/stick', dryRun: false })
    expect(read('--restore=/media/stick', '--dry-run')).toEqual({ folder: '/media/stick', dryRun: true })
    expect(() => read('--restore', '--dry-run')).toThrow(/--restore/)
  })

  test.each([[['--data']], [['--data', '--unlock']], [['--unlock', 'always']], [['--now', 'tomorrow']]])(
    '%j is refused instead of guessed at',
    (argv) => {
      expect(() => readSwitches(argv, development)).toThrow(/--/)
    },
  )
})
