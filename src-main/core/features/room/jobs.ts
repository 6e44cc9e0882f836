import type { AnyJob } from '../../jobs/definition.ts'

export const roomJobs: readonly AnyJob[] = []
