import { z } from 'zod'

import { command, contractOf, notFound, query, refused } from './request/define.ts'
import { anyId, typedText } from './scalars.ts'

export const RECEIPT_FORMATS = ['continuous_241_third', 'thermal_80', 'a5'] as const

const printer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('system'), name: typedText(200, 1) }),
  /** Collects the papers as PDF files in a folder inside the data folder. */
  z.strictObject({ kind: z.literal('folder') }),
])

export const printSettings = z.strictObject({
  printer,
  format: z.enum(RECEIPT_FORMATS),
  copies: z.int().min(1).max(5),
  /** 偏移 in 0.1 mm. */
  offsetXE1mm: z.int().min(-200).max(200),
  offsetYE1mm: z.int().min(-200).max(200),
})

/** 打印: a queue that is written with the document and worked off by the host; a failed print never undoes a payment. */
export const printingContract = contractOf(null, {
  'printing.settings': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: printSettings,
    errors: {},
    log: [],
  }),
  'printing.configure': command({
    permission: 'receipt.reprint',
    scope: 'office',
    input: printSettings,
    output: printSettings,
    errors: {},
    log: ['format'],
  }),
  'printing.queue': query({
    permission: 'receipt.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      jobs: z.array(
        z.object({
          printJobId: anyId,
          /** `null` for the page that tries the printer; its number is empty. */
          receiptId: anyId.nullable(),
          receiptNo: z.string(),
          state: z.enum(['queued', 'sent', 'confirmed', 'failed']),
          reprintNo: z.int(),
          createdAt: z.int(),
          /** `unknown`: the program ended before the printer answered; `voided`: the receipt was voided first; else the printer's code. */
          failure: z.string().nullable(),
        }),
      ),
      waiting: z.int(),
      failed: z.int(),
    }),
    errors: {},
    log: [],
  }),
  /** 测试页 with rulers, to set the offset by. */
  'printing.test_page': command({
    permission: 'receipt.reprint',
    scope: 'office',
    input: z.strictObject({}),
    output: z.object({ printJobId: anyId }),
    errors: { 'printing.no_printer': refused() },
    log: [],
  }),
  'printing.retry': command({
    permission: 'receipt.reprint',
    scope: 'office',
    input: z.strictObject({ printJobId: anyId }),
    output: z.object({ printJobId: anyId }),
    errors: {
      'printing.job_not_found': notFound(),
      'printing.receipt_voided': refused(),
      'printing.not_failed': refused(),
      'printing.no_printer': refused(),
    },
    log: ['printJobId'],
  }),
})
