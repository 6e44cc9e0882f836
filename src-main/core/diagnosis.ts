import { statSync } from 'node:fs'

import type { CoreFacts } from '../../src-shared/contract/desktop.ts'
import type { Database } from './db/database.ts'
import { freeBytes } from './db/connection.ts'
import { hot } from './db/read-handle.ts'
import { verifyChainTail } from './db/verify-chain.ts'
import { lastCheck } from './features/audit/index.ts'
import { lastBackupAt } from './features/backup/index.ts'

const MB = 1_048_576
const LINKS = 100

/** How large the office is: what is slow with 5,000 rooms is another matter than what is slow with 50. */
const COUNTED = ['project', 'room', 'receivable', 'receipt', 'user', 'job', 'print_job', 'approval_request'] as const
const device = hot<{ balance_differences: number | null }>('SELECT balance_differences FROM device')
const failedJobs = hot<{
  kind: string
  code: string
  n: number
}>(`SELECT kind, json_extract(failure_json, '$.code') AS code, count(*) AS n
  FROM job WHERE state = 'failed' GROUP BY 1, 2 ORDER BY n DESC LIMIT 20`)
const prints = hot<{ state: string; n: number }>('SELECT state, count(*) AS n FROM print_job GROUP BY state')
const switches = hot<{ feature: string; n: number }>(
  'SELECT feature, count(*) AS n FROM feature_switch WHERE enabled = 1 GROUP BY feature',
)
const TOUCH = 'UPDATE device SET balance_differences = balance_differences WHERE id = 1'

/** 诊断: figures, codes and times of the file and of core. No name, number or amount of anybody is read. */
export function diagnose(database: Database, path: string): CoreFacts {
  const { read } = database
  const pragma = (name: string): number => Number(Object.values(read.hotFirst(hot<object>(`PRAGMA ${name}`)) ?? {})[0])
  const check = lastCheck(read).last
  const backupAt = lastBackupAt(read)
  return {
    schema: pragma('user_version'),
    fileMb: megabytes(path),
    logMb: megabytes(`${path}-wal`),
    freePages: pragma('freelist_count'),
    diskFreeMb: Math.round(freeBytes(path) / MB),
    operations: database.head.devSeq,
    chainTail: verifyChainTail(read, LINKS).kind,
    lastCheckAt: check === null ? null : new Date(check.at).toISOString(),
    lastCheck: check?.problem ?? null,
    lastBackupAt: backupAt === null ? null : new Date(backupAt).toISOString(),
    balanceDifferences: read.hotFirst(device)?.balance_differences ?? null,
    ...named(
      'rows',
      COUNTED.map((table) => [table, countOf(database, table)] as const),
    ),
    ...named(
      'jobsFailed',
      read.hotAll(failedJobs).map(({ kind, code, n }) => [`${kind}.${code}`, n] as const),
    ),
    ...named(
      'prints',
      read.hotAll(prints).map(({ state, n }) => [state, n] as const),
    ),
    ...named(
      'switchedOn',
      read.hotAll(switches).map(({ feature, n }) => [feature, n] as const),
    ),
    readMs: timed(() => countOf(database, 'receipt')),
    writeMs: timed(() => database.transactTechnical(TOUCH)),
    memoryMb: Math.round(process.memoryUsage().rss / MB),
    upMinutes: Math.round(process.uptime() / 60),
  }
}

function countOf(database: Database, table: (typeof COUNTED)[number]): number {
  return database.read.hotFirst(hot<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? 0
}

function named(prefix: string, figures: readonly (readonly [string, number])[]): CoreFacts {
  return Object.fromEntries(figures.map(([name, figure]) => [`${prefix}.${name}`, figure]))
}

function timed(work: () => unknown): number {
  const began = performance.now()
  work()
  return Math.round((performance.now() - began) * 100) / 100
}

function megabytes(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return Math.round((size / MB) * 10) / 10
}
