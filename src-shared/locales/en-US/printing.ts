import type { Translated } from '../schema.ts'
import type { printing as zh } from '../zh-CN/printing.ts'

export const printing = {
  nav: 'Printing',
  enum: {
    state: { queued: 'Waiting', sent: 'Sent to the printer', confirmed: 'Printed', failed: 'Not printed' },
    format: { continuous_241_third: '241 mm continuous, a third', thermal_80: '80 mm thermal roll', a5: 'A5' },
    printer: { none: 'No printing', system: 'Printer of the system', folder: 'Save as PDF' },
  },
  error: {
    no_printer: 'This PC has no printer yet. Choose one under “Printing”.',
    job_not_found: 'That print job is not there. Refresh the queue.',
    not_failed: 'That print job has not failed, so there is nothing to retry. Refresh the queue.',
    receipt_voided: 'The receipt has been voided and is not printed any more. Reprint it from the receipt if you need a voided copy.',
  },
  testPage: {
    title: 'Printer test page',
    size: 'Paper',
    offset: 'Offset',
    hint: 'Read the rulers: the top left corner should be 0. Put the difference into the offset and print again.',
  },
} as const satisfies Translated<typeof zh>
