import type { BackupHealth } from '../../../src-shared/domain/backup/index.ts'

/** Green only for what was restored and checked in time. */
export const HEALTH_TONES: Readonly<Record<BackupHealth, 'ok' | 'warn' | 'due'>> = {
  fresh: 'ok',
  late: 'warn',
  never: 'warn',
  no_place: 'warn',
  overdue: 'due',
  failed: 'due',
}
