import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PreferenceStore } from './preferences.ts'

let folder = ''
let warned: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preferences-'))
  warned = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const store = (): PreferenceStore =>
  new PreferenceStore(folder, { info: () => undefined, warn: (event) => warned.push(event), error: () => undefined })
const place = { x: 1, y: 2, width: 1366, height: 768, maximized: false }

test('language, place of the window and what its cross does are found again at the next start', () => {
  store().set({ language: 'en-US' })
  store().set({ window: place, updateFeed: 'http://updates/' })
  store().set({ closing: 'hide' })
  const updateFeed = 'http://updates/'
  expect(store().get()).toEqual({ language: 'en-US', window: place, updateFeed, closing: 'hide' })
})

test.each(['', '{', 'null', '{"language":"fr","window":{"x":"left"},"updateFeed":7}'])(
  'a file that says %j counts as none',
  (text) => {
    writeFileSync(join(folder, 'preferences.json'), text)
    expect(store().get()).toEqual({ language: null, window: null, updateFeed: null, closing: 'quit' })
  },
)

test('what cannot be written is still true until the program ends', () => {
  const kept = store()
  kept.get()
  rmSync(folder, { recursive: true })
  kept.set({ language: 'zh-CN' })
  expect(kept.get().language).toBe('zh-CN')
  expect(warned).toEqual(['preferences.not_written'])
})
