import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'
import { scanDue } from './due.ts'
import { linesByRowid, openLines } from './lines-list.ts'
import { previewMonth } from './preview.ts'
import { previewRows } from './preview-rows.ts'

export function billingReaderQueries({ snapshots }: ReaderDeps): Queries {
  return {
    'billing.preview': answers('billing.preview', (context, input) => previewMonth(context, input)),
    'billing.preview_rows': answers('billing.preview_rows', (context, input) => previewRows(context, input)),
    'billing.due': answers('billing.due', (context) => scanDue(context)),
    'billing.lines': answers('billing.lines', (context, input) => openLines(context, input, snapshots)),
    'billing.lines_rows': answers('billing.lines_rows', (context, input) => ({
      rows: linesByRowid(context, snapshots.window('billing.lines', context.actor, input)),
    })),
  }
}
