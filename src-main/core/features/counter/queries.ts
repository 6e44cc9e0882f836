import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import { loadPrintSettings } from '../printing/index.ts'
import type { PrintSettings } from '../printing/index.ts'
import { nextReceiptNo } from '../receipt/index.ts'
import { ownShift } from '../shift/index.ts'
import { openAccount } from './open-account.ts'
import { shiftChipOf } from './shift-chip.ts'

export function counterQueries(): Queries {
  return {
    'counter.state': answers('counter.state', ({ db, actor, today }) => {
      const shift = ownShift(db, { projectId: actor.projectId, userId: actor.userId })
      return {
        shift: shift === null ? null : shiftChipOf(db, shift),
        nextReceiptNo: nextReceiptNo(db, { projectId: actor.projectId, businessOn: today }),
        printer: shownPrinter(loadPrintSettings(db)),
      }
    }),

    'counter.open': answers('counter.open', (context, input) => openAccount(context, input)),
  }
}

function shownPrinter({ printer, format }: PrintSettings): Output<'counter.state'>['printer'] {
  if (printer.kind === 'none') return null
  return { kind: printer.kind, name: printer.kind === 'system' ? printer.name : '', format }
}
