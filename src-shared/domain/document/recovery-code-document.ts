import type { LocalDate } from '../../kernel/time.ts'

/** 恢复码: the page that the first-run wizard makes the user print and lock away. */
export interface RecoveryCodeDocument {
  /** As it is typed back, groups separated by `-`. */
  readonly code: string
  readonly projectName: string
  readonly deviceName: string
  readonly issuedOn: LocalDate
  readonly issuedByName: string
}
