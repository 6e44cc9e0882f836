import type { AnyJob } from '../../jobs/definition.ts'
import { importRooms } from './import-job.ts'
import { undoImport } from './undo-job.ts'

export const importJobs: readonly AnyJob[] = [importRooms, undoImport]
