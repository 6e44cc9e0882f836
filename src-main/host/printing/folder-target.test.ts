import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writePdf } from './folder-target.ts'
import type { PrintWork } from './pump.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'print-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function work(fileName: string, text: string): PrintWork {
  const pdf = new TextEncoder().encode(text)
  const target = { kind: 'folder', path: folder } as const
  return { t: 'print_work', jobId: 'j', pdf, target, fileName, pageMm: { width: 210, height: 297 }, copies: 1 }
}

test('a receipt lies in the folder under its number, and its reprint beside it', () => {
  expect(writePdf(work('SJ-A-2026-000001.pdf', 'one'), folder)).toEqual({ outcome: 'confirmed' })
  expect(writePdf(work('SJ-A-2026-000001.pdf', 'two'), folder)).toEqual({ outcome: 'confirmed' })
  expect(readdirSync(folder).toSorted()).toEqual(['SJ-A-2026-000001 (2).pdf', 'SJ-A-2026-000001.pdf'])
  expect(readFileSync(join(folder, 'SJ-A-2026-000001.pdf'), 'utf8')).toBe('one')
})

test('a name cannot lead out of the folder', () => {
  writePdf(work('../outside.pdf', 'x'), folder)
  expect(readdirSync(folder)).toEqual(['outside.pdf'])
})

test('a folder that is gone is a reason, not a crash', () => {
  expect(writePdf(work('a.pdf', 'x'), join(folder, 'gone'))).toEqual({
    outcome: 'failed',
    reason: 'print.folder_missing',
  })
})
