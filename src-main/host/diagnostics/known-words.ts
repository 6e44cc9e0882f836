/**
 * The words that codes in our logs are made of. A user name or a name in pinyin has the shape of a code, so the shape alone lets
 * nothing through. What a new part of the program says is missing from the file until its word stands here; a test says so.
 */
const PARTS: ReadonlySet<string> = new Set([
  // parts of the program
  ...'host core page bridge print tray power window preferences autostart diagnostics request schedule worker vault'.split(
    ' ',
  ),
  ...'database disk clock balances log desktop edge video'.split(' '),
  // features
  ...'setup session user approval audit project room person import standard billing counter receipt shift report job'.split(
    ' ',
  ),
  ...'printing search setting tariff discount late_fee backup restore metering meter share formula holiday update updates safety opening correction'.split(
    ' ',
  ),
  // what the kernel says
  ...'operation input command permission feature record list event'.split(' '),
])

const WORDS: ReadonlySet<string> = new Set([
  ...'info warn error'.split(' '),
  // how a print, a process or a worker ended
  ...'sent confirmed failed crashed oom killed abnormal-exit launch-failed integrity-failure out_of_memory'.split(' '),
  ...'clean-exit memory-eviction too_slow too_heavy stopped'.split(' '),
  // where the data lies and how it opens
  ...'os phrase unattended network_share synced_folder not_writable'.split(' '),
  ...'reader documents workbooks backup updates'.split(' '),
  // what the system says of a file
  ...'ENOSPC EACCES EPERM EBUSY EROFS ENOENT ENOTDIR EISDIR EEXIST EMFILE ENFILE EIO ENOMEM EPIPE EINVAL ETIMEDOUT'.split(
    ' ',
  ),
  // classes of a refusal
  ...'refused invalid conflict forbidden not_found internal'.split(' '),
])

const VERBS =
  'import undo bind publish print export load verify backup drill restore check rebuild purge read post'.split(' ')

/** `counter.collect`, `print.no_printer`, `desktop:quit`. */
const DOTTED = /^([a-z_]{2,20})[.:]([a-z_]{2,40})(?:\.[a-z_]{2,40})?$/
/** `export_rooms` */
const JOB_KIND = /^([a-z]{3,10})_[a-z_]{3,30}$/
const SYSTEM_CODE = /^(?:SQLITE_[A-Z_]{2,40}|ERR_[A-Z_]{2,50})$/

/** Whether the text is a code of ours or of the system, and so nobody's. */
export function isKnownCode(text: string): boolean {
  if (WORDS.has(text) || SYSTEM_CODE.test(text)) return true
  const part = DOTTED.exec(text)?.[1]
  if (part !== undefined) return PARTS.has(part)
  const verb = JOB_KIND.exec(text)?.[1]
  return verb !== undefined && VERBS.includes(verb)
}
