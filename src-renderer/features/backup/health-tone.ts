import type { BackupHealth, FileVerdict } from '../../../src-shared/domain/backup/index.ts'

/** Green only for what was restored and checked in time. */
export const HEALTH_TONES: Readonly<Record<BackupHealth, 'ok' | 'warn' | 'due'>> = {
  fresh: 'ok',
  late: 'warn',
  never: 'warn',
  no_place: 'warn',
  overdue: 'due',
  failed: 'due',
}

export const VERDICT_TONES: Readonly<Record<FileVerdict, 'ok' | 'due'>> = {
  whole: 'ok',
  damaged: 'due',
  chain_broken: 'due',
}
