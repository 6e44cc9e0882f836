import type { AnyJob } from '../../jobs/definition.ts'
import { exportJob } from './export-job.ts'

export const roomJobs: readonly AnyJob[] = [exportJob]
