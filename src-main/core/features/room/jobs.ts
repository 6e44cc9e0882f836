import type { AnyJob } from '../../jobs/definition.ts'
import { exportJob } from './export-rooms.ts'

export const roomJobs: readonly AnyJob[] = [exportJob]
