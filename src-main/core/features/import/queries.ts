import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { listBatches } from './batch-rows.ts'
import { listDrafts } from './draft-rows.ts'

export function importQueries(): Queries {
  return {
    'import.drafts': answers('import.drafts', ({ db, actor, now }) => ({
      drafts: listDrafts(db, actor.projectId, now).map(({ id, fileName, updatedAt }) => ({
        draftId: id as never,
        fileName,
        updatedAt,
      })),
    })),
    'import.batches': answers('import.batches', ({ db, actor, now }) => ({
      batches: listBatches(db, actor.projectId, now),
    })),
  }
}
