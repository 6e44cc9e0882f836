import { assertNever } from '../../../src-shared/kernel/assert.ts'
import { writePdf } from './folder-target.ts'
import { printByLp } from './lp-target.ts'
import type { PrintOutcome, PrintWork } from './pump.ts'
import { printByWindow } from './window-target.ts'

export function printJob(work: PrintWork): Promise<PrintOutcome> {
  const { target } = work
  switch (target.kind) {
    case 'folder':
      return Promise.resolve(writePdf(work, target.path))
    case 'system':
      return process.platform === 'win32' ? printByWindow(work, target.printer) : printByLp(work, target.printer)
    default:
      return assertNever(target)
  }
}
