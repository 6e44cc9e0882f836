import type { ReadHandle } from '../db/read-handle.ts'
import { verifyBalances } from '../db/verify-balances.ts'
import type { BalanceVerdict } from '../db/verify-balances.ts'
import type { TaskBody, TaskRunner } from './task-runner.ts'

const TASK = 'database.verify_balances'

/** Adds the comparing of balances and receipts to a worker's tasks; lists are answered between its steps. */
export function withBalanceCheck(body: TaskBody, db: ReadHandle): TaskBody {
  return (task, input, hooks) =>
    task === TASK ? verifyBalances(db, () => new Promise((resolve) => setImmediate(resolve))) : body(task, input, hooks)
}

export async function verifyBalancesIn(runner: TaskRunner): Promise<BalanceVerdict> {
  return (await runner.run(TASK, null)) as BalanceVerdict
}
