import type { AnyJob } from '../../jobs/definition.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { billCommands } from './bills/bill-commands.ts'
import { publishUsage } from './bills/publish-job.ts'
import { exportCommands, exportMeters, exportReadingSheet } from './export-jobs.ts'
import { importReadings } from './import-job.ts'
import { readingCommands } from './reading-commands.ts'
import { registryCommands } from './registry-commands.ts'
import { sheetCommands } from './sheet-commands.ts'
import { undoReadings } from './undo-job.ts'

export { requireNoBatchUndoing } from './undo-job.ts'
export { lineRunJob } from './bills/line-run-job.ts'
export type { LineRunInput, LineWork, NewLine } from './bills/line-run-job.ts'
export { developerRoomOf, developerTermOf, setDeveloperRoom } from './developer.ts'
export { firstReadings } from './first-readings.ts'
export { removePart as removeReadings } from './import-job.ts'
export { batchUse } from './undo-job.ts'
export { poolUsage } from './pool-usage.ts'
export type { SharedMeter } from './pool-usage.ts'
export { meteringQueries, meteringReaderQueries } from './queries.ts'
export { isMeteringWorkbookTask } from './workbook-task-names.ts'

export function meteringCommands(deps: Pick<CoreDeps, 'jobs' | 'grants' | 'documents'>): Commands {
  return {
    ...registryCommands,
    ...readingCommands,
    ...sheetCommands(deps),
    ...exportCommands(deps),
    ...billCommands(deps),
  }
}

export const meteringJobs: readonly AnyJob[] = [
  importReadings,
  undoReadings,
  exportMeters,
  exportReadingSheet,
  publishUsage,
]
