import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { printByLp } from './lp-target.ts'
import type { PrintWork } from './pump.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lp-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const work: PrintWork = {
  t: 'print_work',
  jobId: 'j',
  pdf: new TextEncoder().encode('%PDF-1.7 stand-in'),
  target: { kind: 'system', printer: '前台' },
  fileName: 'SJ-A-2026-000001.pdf',
  pageMm: { width: 241, height: 93.3 },
  copies: 2,
}

function standIn(script: string): string {
  const path = join(folder, 'lp')
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o700)
  return path
}

test('the page reaches the printer that was named, in its own size and number of copies', async () => {
  const lp = standIn(`echo "$@" > ${folder}/args; cat > ${folder}/page`)
  expect(await printByLp(work, '前台', lp)).toEqual({ outcome: 'sent' })
  expect(readFileSync(join(folder, 'args'), 'utf8')).toContain(
    '-d 前台 -n 2 -t SJ-A-2026-000001.pdf -o media=Custom.241x93.3mm',
  )
  expect(readFileSync(join(folder, 'page'), 'utf8')).toBe('%PDF-1.7 stand-in')
})

test.each([
  ['lp: The printer or class does not exist.', 'print.no_printer'],
  ['lp: Error - scheduler not responding.', 'print.system_unavailable'],
  ['lp: Destination "x" is not accepting jobs.', 'print.printer_stopped'],
  ['lp: something else', 'print.refused'],
])('"%s" is reported as %s', async (complaint, reason) => {
  const lp = standIn(`echo '${complaint}' >&2; exit 1`)
  expect(await printByLp(work, 'x', lp)).toEqual({ outcome: 'failed', reason })
})

test('a PC without a printing system is a reason, not a crash', async () => {
  expect(await printByLp(work, 'x', join(folder, 'missing'))).toEqual({
    outcome: 'failed',
    reason: 'print.system_unavailable',
  })
})
