import { isKnownCode } from './known-words.ts'

/**
 * 清洗日志: what of a log line may leave the office. Nothing is looked for that is personal; only what is known to be harmless
 * passes, by the name of its field and by its shape. A message of an error may quote a row, so of an error its kind and its
 * places in our own files stay.
 */
export type CleanFields = Readonly<Record<string, string | number | boolean | null>>

const CODES: ReadonlySet<string> = new Set([
  ...['level', 'event', 'op', 'code', 'class', 'kind', 'reason', 'outcome', 'problem', 'folderProblem', 'channel'],
  ...['worker', 'end', 'permission', 'item', 'mode'],
])
const FIGURES: ReadonlySet<string> = new Set([
  ...['ms', 'upMs', 'exitCode', 'code', 'lines', 'heapMb', 'attempts', 'seq', 'count'],
])
const SWITCHES: ReadonlySet<string> = new Set(['packaged', 'givenUp'])
const IDS: ReadonlySet<string> = new Set([
  ...['job', 'jobId', 'user', 'userId', 'reference', 'requestId', 'receiptId', 'roomId', 'shiftId', 'projectId'],
  ...['draftId', 'runId', 'standardId', 'actId'],
])
const FRAMES: ReadonlySet<string> = new Set(['cause', 'stack'])

const VERSION = /^\d{1,3}\.\d{1,3}\.\d{1,3}$/
const ID = /^[0-9a-f]{8}(?:-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})?$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const GREATEST_FIGURE = 1e9
const MOST_FRAMES = 12

/** `null` for a line that is none of ours. */
export function cleanLine(line: string): CleanFields | null {
  const fields = parsed(line)
  if (fields === null || typeof fields['at'] !== 'string' || !INSTANT.test(fields['at'])) return null
  const clean = Object.entries(fields).flatMap(([name, value]) => {
    const kept = cleanValue(name, value)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return { at: fields['at'], ...Object.fromEntries(clean) }
}

/** The kind of an error, and where in our files it was thrown: names of files and functions, never a folder. */
export function cleanFrames(text: string): string {
  const kind = /^[A-Z][A-Za-z]{2,30}Error\b/.exec(text)?.[0] ?? 'Error'
  const frames = [
    ...text.matchAll(
      /\bat (?:async )?(?:([A-Za-z#.$_<>]{1,60}) )?\(?[^\s()|]*?([\w.-]{1,60}\.[cm]?[jt]s):(\d+):(\d+)/g,
    ),
  ]
  return [
    kind,
    ...frames
      .slice(0, MOST_FRAMES)
      .map(([, name = '', file = '', row = '', column = '']) => `${name} ${file}:${row}:${column}`.trim()),
  ].join(' | ')
}

function cleanValue(name: string, value: unknown): string | number | boolean | undefined {
  if (typeof value === 'number') return FIGURES.has(name) && Math.abs(value) < GREATEST_FIGURE ? value : undefined
  if (typeof value === 'boolean') return SWITCHES.has(name) ? value : undefined
  if (typeof value !== 'string') return undefined
  if (FRAMES.has(name)) return cleanFrames(value)
  // The end of an id still tells which lines belong together, and finds no row by itself.
  if (IDS.has(name)) return ID.test(value) ? value.slice(-8) : undefined
  if (name === 'version') return VERSION.test(value) ? value : undefined
  return CODES.has(name) && isKnownCode(value) ? value : undefined
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
