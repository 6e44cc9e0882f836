import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PreferenceStore } from '../preferences.ts'
import { PcDesk } from './pc-desk.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pc-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function desk(offered: boolean, set: (on: boolean) => void = () => undefined) {
  const applied: string[] = []
  const preferences = new PreferenceStore(folder, log)
  const pc = new PcDesk({
    preferences,
    autostart: { isOffered: offered, isOn: false, set },
    applyLife: () => applied.push(preferences.get().closing),
    dataDir: '/data',
    unlockMode: () => 'phrase',
    log,
  })
  return { pc, applied }
}

test('a fresh PC ends the program with its window', () => {
  expect(desk(true).pc.get()).toEqual({ closing: 'quit', autostart: false, dataDir: '/data', unlock: 'phrase' })
})

test('the tray follows the setting at once, and the next start remembers it', () => {
  const { pc, applied } = desk(true)
  expect(pc.set({ closing: 'hide' })).toMatchObject({ closing: 'hide' })
  expect(applied).toEqual(['hide'])
  expect(desk(true).pc.get().closing).toBe('hide')
})

test('a system that refuses the start at sign-in is told, and nothing breaks', () => {
  const refusing = (): void => {
    throw new Error('EACCES')
  }
  expect(desk(true, refusing).pc.set({ autostart: true })).toBeNull()
  expect(desk(false, refusing).pc.set({ autostart: true })).toMatchObject({ autostart: null })
})
