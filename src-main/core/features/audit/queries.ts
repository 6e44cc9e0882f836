import { LIST_LIMIT } from '../../../../src-shared/contract/list.ts'
import { contract } from '../../../../src-shared/contract/index.ts'
import { JOB_KINDS } from '../../../../src-shared/contract/job.contract.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import { LOGGED_TABLES } from '../../db/tables.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'
import { listExports } from '../disclosure/index.ts'
import { checkPaper } from './check-paper.ts'
import { findHistory } from './history.ts'
import { lastCheck } from './last-check.ts'
import { openOperation } from './open-operation.ts'
import { loadOperations, operationRow } from './operation-rows.ts'

const LIST = 'audit.list'
const FIRST_ROWS = 100
const people = hot<{ userId: Id; name: string }>(`SELECT u.id AS userId, u.display_name AS name FROM user u
  WHERE u.id IN (SELECT user_id FROM user_role WHERE project_id = ?) ORDER BY u.state, u.display_name`)

/** What can stand in the log as its command: the commands of the contract, the jobs, and what the program does by itself. */
export const LOGGED_COMMANDS: readonly string[] = [
  ...Object.entries(contract).flatMap(([name, { kind }]) => (kind === 'command' ? [name] : [])),
  ...JOB_KINDS.map((kind) => `job.${kind}`).filter((name) => !Object.hasOwn(contract, name)),
  'approval.expire',
  'backup.new_code',
  'billing.auto_run',
  'backup.restored',
  'printing.done',
]

export function auditQueries(): Queries {
  return {
    'audit.choices': answers('audit.choices', ({ db, actor }) => ({
      people: db.hotAll(people, actor.projectId),
      commands: [...LOGGED_COMMANDS],
      tables: [...LOGGED_TABLES],
    })),
    'audit.last_check': answers('audit.last_check', ({ db }) => lastCheck(db)),
    'audit.exports': answers('audit.exports', ({ db, actor }) => ({
      exports: listExports(db, actor.projectId) as Output<'audit.exports'>['exports'],
    })),
  }
}

export function auditReaderQueries({ snapshots }: ReaderDeps): Queries {
  return {
    'audit.list': answers('audit.list', ({ db, actor }, { filter, sort }) => {
      const { seqs, count } = findHistory(db, { projectId: actor.projectId, filter, direction: sort.direction })
      const { snapshotId } = snapshots.keep(LIST, actor, seqs)
      const first = loadOperations(db, seqs.slice(0, FIRST_ROWS))
      return { snapshotId, cut: count > LIST_LIMIT, count, sums: {}, rows: first.map((op) => operationRow(db, op)) }
    }),

    'audit.list_rows': answers('audit.list_rows', ({ db, actor }, input) => ({
      rows: loadOperations(db, snapshots.window(LIST, actor, input)).map((op) => operationRow(db, op)),
    })),

    'audit.open': answers('audit.open', ({ db, actor }, input) => openOperation(db, actor, input)),

    'audit.check_paper': answers('audit.check_paper', ({ db, actor }, { typed }) =>
      checkPaper(db, actor.projectId, typed),
    ),
  }
}
