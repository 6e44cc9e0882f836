import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'
import { linesByRowid, openLines } from './lines-list.ts'
import { previewMonth, previewRows } from './preview.ts'

export function billingReaderQueries({ snapshots }: ReaderDeps): Queries {
  return {
    'billing.preview': answers('billing.preview', (context, input) => previewMonth(context, input)),
    'billing.preview_rows': answers('billing.preview_rows', (context, input) => previewRows(context, input)),
    'billing.lines': answers('billing.lines', (context, input) => openLines(context, input, snapshots)),
    'billing.lines_rows': answers('billing.lines_rows', (context, input) => ({
      rows: linesByRowid(context, snapshots.window('billing.lines', context.actor, input)),
    })),
  }
}
