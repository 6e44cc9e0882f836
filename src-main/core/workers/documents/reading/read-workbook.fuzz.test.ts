import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'

import { readWorkbook } from './read-workbook.ts'
import { xlsxOf } from './testing.ts'

/** Two seconds on an idle PC; the tests may share theirs with others. */
const SLOWEST_MS = 4_000

async function holds(bytes: Uint8Array): Promise<void> {
  const started = performance.now()
  const result = await readWorkbook({ name: 'fuzz', bytes })
  expect(['sheets', 'refused']).toContain(result.kind)
  if (result.kind === 'refused') expect(result.code).toMatch(/^import\.[a-z_]+$/)
  expect(performance.now() - started).toBeLessThan(SLOWEST_MS)
}

const MAGIC = ['', '504b0304', '504b0506', 'd0cf11e0a1b11ae1', '3c3f786d6c', 'efbbbf', 'fffe'].map((hex) =>
  Buffer.from(hex, 'hex'),
)

interface Edit {
  readonly at: number
  readonly byte: number
  readonly kind: 'set' | 'cut' | 'repeat'
}

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    byte: fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.integer({ min: 0, max: 255 })),
    kind: fc.constantFrom<Edit['kind']>('set', 'set', 'set', 'set', 'cut', 'repeat'),
  }),
  { minLength: 1, maxLength: 12 },
)

function mutate(original: Uint8Array, list: readonly Edit[]): Uint8Array {
  let bytes = Buffer.from(original)
  for (const { at, byte, kind } of list) {
    const index = Math.floor(at * bytes.length)
    if (kind === 'set' && bytes.length > 0) bytes.writeUInt8(byte, index)
    if (kind === 'cut') bytes = Buffer.concat([bytes.subarray(0, index), bytes.subarray(index + byte)])
    if (kind === 'repeat') bytes = Buffer.concat([bytes.subarray(0, index), bytes.subarray(Math.max(0, index - byte))])
  }
  return new Uint8Array(bytes)
}

describe('any bytes', () => {
  const rows = Array.from({ length: 40 }, (_, row) => [`1-${row}`, '张三', 89.43 + row, row % 2 === 0])
  let xlsx = new Uint8Array()
  let xls = new Uint8Array()

  beforeAll(async () => {
    xlsx = new Uint8Array(
      await xlsxOf((sheet) => {
        sheet.addRows(rows)
        sheet.mergeCells('E1:F3')
      }),
    )
    const workbook = utils.book_new()
    utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), 'Sheet1')
    xls = new Uint8Array(write(workbook, { type: 'buffer', bookType: 'biff8' }) as Buffer)
  })

  it('are sheets or a refusal, never a failure and never a long wait', async () => {
    const any = fc.tuple(fc.constantFrom(...MAGIC), fc.uint8Array({ maxLength: 3_000 }))
    await fc.assert(
      fc.asyncProperty(any, async ([magic, rest]) => holds(new Uint8Array(Buffer.concat([magic, rest])))),
      { numRuns: 400 },
    )
  }, 60_000)

  it('of a damaged .xlsx are sheets or a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (list) => holds(mutate(xlsx, list))),
      { numRuns: 300 },
    )
  }, 60_000)

  it('of a damaged .xls are sheets or a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (list) => holds(mutate(xls, list))),
      { numRuns: 300 },
    )
  }, 120_000)

  it('of a damaged CSV are sheets or a refusal', async () => {
    const csv = new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n'))
    await fc.assert(
      fc.asyncProperty(edits, async (list) => holds(mutate(csv, list))),
      { numRuns: 300 },
    )
  }, 60_000)
})
