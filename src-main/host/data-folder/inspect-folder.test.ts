import { existsSync, mkdtempSync, rmSync, symlinkSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareFolder } from './inspect-folder.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-'))
})
afterEach(() => rmSync(root, { recursive: true }))

test('a folder that does not exist yet is made for the own user alone', () => {
  const dataDir = join(root, 'a', 'b')
  expect(prepareFolder(dataDir, {})).toBeNull()
  expect(statSync(dataDir).mode & 0o077).toBe(0)
})

test('a refused folder is not created', () => {
  const dataDir = join(root, '坚果云', 'data')
  expect(prepareFolder(dataDir, {})).toBe('synced_folder')
  expect(existsSync(dataDir)).toBe(false)
})

test('a link into a synced folder is seen through', () => {
  mkdirSync(join(root, 'Dropbox'))
  symlinkSync(join(root, 'Dropbox'), join(root, 'data'))
  expect(prepareFolder(join(root, 'data', 'wuye'), {})).toBe('synced_folder')
})

test('a folder that a sync program copies under another name is known by its mark', () => {
  mkdirSync(join(root, '物业资料', '.stfolder'), { recursive: true })
  expect(prepareFolder(join(root, '物业资料', 'data'), {})).toBe('synced_folder')
  expect(existsSync(join(root, '物业资料', 'data'))).toBe(false)
})

test('a place below a file cannot be written', () => {
  writeFileSync(join(root, 'file'), '')
  expect(prepareFolder(join(root, 'file', 'data'), {})).toBe('not_writable')
})
