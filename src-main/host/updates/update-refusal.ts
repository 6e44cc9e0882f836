import type { UpdateFailure } from '../../../src-shared/contract/desktop-update.ts'

export class UpdateRefusal extends Error {
  override readonly name = 'UpdateRefusal'
  readonly code: UpdateFailure
  constructor(code: UpdateFailure, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** Of electron-updater and of Chromium's network, as far as a person can do something about them. */
const KNOWN: ReadonlyMap<string, UpdateFailure> = new Map([
  ['ERR_CHECKSUM_MISMATCH', 'damaged'],
  ['ERR_UPDATER_CHANNEL_FILE_NOT_FOUND', 'feed_missing'],
  ['ERR_UPDATER_INVALID_UPDATE_INFO', 'feed_unreadable'],
  ['ERR_UPDATER_INVALID_VERSION', 'feed_unreadable'],
  ['ERR_UPDATER_NO_FILES_PROVIDED', 'feed_unreadable'],
  ['ERR_UPDATER_NO_CHECKSUM', 'feed_unreadable'],
  ['ENOSPC', 'disk_full'],
])
const BROKEN_OFF =
  /ERR_(?:CONNECTION_CLOSED|CONNECTION_RESET|CONTENT_LENGTH_MISMATCH|INCOMPLETE|EMPTY_RESPONSE)|ECONNRESET|aborted/
const UNREACHABLE =
  /ERR_(?:CONNECTION|NAME_NOT_RESOLVED|INTERNET|ADDRESS|NETWORK|TIMED_OUT|TUNNEL|PROXY)|ECONNREFUSED|ETIMEDOUT/

/** What a person is told; `failed` for what only the log understands. */
export function failureOf(error: unknown): UpdateFailure {
  if (error instanceof UpdateRefusal) return error.code
  if (!(error instanceof Error)) return 'failed'
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  const known = typeof code === 'string' ? KNOWN.get(code) : undefined
  if (known !== undefined) return known
  if (statusCode === 404) return 'feed_missing'
  if (BROKEN_OFF.test(error.message)) return 'broken_off'
  return UNREACHABLE.test(error.message) ? 'unreachable' : 'failed'
}
