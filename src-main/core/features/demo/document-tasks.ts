import { generateCommunity } from '../../../../src-shared/domain/demo/index.ts'
import type { ProfileName } from '../../../../src-shared/domain/demo/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { demoWorkOf } from './demo-work.ts'
import type { DemoWork } from './demo-work.ts'

export interface DemoTask {
  readonly profile: ProfileName
  readonly seed: number
  readonly goLiveOn: LocalDate
}

/** Making up a community takes longer than core's thread may be held. */
export const demoDocumentTasks: DocumentTasks = {
  'demo.generate': documentTask<DemoTask, DemoWork>(async (_context, { profile, seed, goLiveOn }) => {
    return demoWorkOf(generateCommunity({ profile, seed, today: goLiveOn }).project(0), goLiveOn)
  }),
}
