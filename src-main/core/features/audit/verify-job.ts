import type { ReadHandle } from '../../db/read-handle.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import type { LeftHeads } from '../backup/index.ts'
import type { Found, Verdict, VerifyInput } from './verify-task.ts'

/** 核对操作链: by button and each night. What left the machine with the backups is read first, the chain after it. */
export function verifyChainJob(parts: { readonly leftHeads: (db: ReadHandle) => Promise<LeftHeads> }): AnyJob {
  return delegatedJob<null>({
    kind: 'verify_chain',
    // Whatever a person waits for goes first.
    priority: 90,
    run: async (context) => {
      const hooks = {
        signal: context.signal,
        onProgress: (done: number, total: number) => context.progress(done, total),
      }
      const left = await parts.leftHeads(context.db)
      const input: VerifyInput = { setHeads: left.kind === 'read' ? left.heads : [] }
      const found = (await context.documents.run('audit.verify', input, hooks)) as Found
      const setsGivenUp = left.kind === 'read' ? left.givenUp : 0
      return { ...found, setsRead: left.kind, setsGivenUp } satisfies Verdict
    },
  })
}
