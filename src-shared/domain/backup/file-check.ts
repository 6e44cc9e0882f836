import type { Instant } from '../../kernel/time.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** After a check that was stopped or broke off, the next try waits. */
const RETRY_MS = DAY_MS

/**
 * 数据文件检查: what reading the whole file came to. `damaged`: a page does not read or contradicts another; `chain_broken`: the
 * pages are whole, but operations or money documents are not what was written.
 */
export const FILE_VERDICTS = ['whole', 'damaged', 'chain_broken'] as const
export type FileVerdict = (typeof FILE_VERDICTS)[number]
export type FileProblem = Exclude<FileVerdict, 'whole'>

export interface FileCheckHistory {
  /** When the newest check came to a verdict. */
  readonly lastDoneAt: Instant | null
  /** When the newest one ended without a verdict. */
  readonly lastFailedAt: Instant | null
  /** When the first operation was written; `null` in an empty file. A new file waits its first week like any other. */
  readonly bornAt: Instant | null
}

/** Whether the weekly check is to begin. After an unclean exit it begins at once, whatever this says. */
export function isFileCheckDue({ lastDoneAt, lastFailedAt, bornAt }: FileCheckHistory, now: Instant): boolean {
  const since = lastDoneAt ?? bornAt
  // A clock that was set back must not stop the checks until it has caught up.
  if (since === null || (since <= now && now - since < WEEK_MS)) return false
  return lastFailedAt === null || lastFailedAt > now || now - lastFailedAt >= RETRY_MS
}
