import type { SessionEndReason } from './session.contract.ts'

/**
 * 事件: what the screens are told after a commit, ids and versions only. At most one per 100 ms and kind goes out; events of
 * one kind that came meanwhile are merged, and an empty id list means "any of them".
 */
export interface AppEvents {
  /** `ended`: all sessions of the account ended, and why. */
  'session.changed': { readonly userId: string; readonly ended?: SessionEndReason }
  'user.changed': { readonly userIds: readonly string[] }
  'approval.changed': { readonly requestIds: readonly string[] }
  'project.changed': { readonly projectId: string }
  'room.changed': { readonly roomIds: readonly string[] }
  'import.changed': { readonly draftIds: readonly string[] }
  'standard.changed': { readonly standardIds: readonly string[] }
  'billing.changed': { readonly runIds: readonly string[] }
  /** Rules, rates or freezes; an empty list means every room. */
  'late_fee.changed': { readonly roomIds: readonly string[] }
  'metering.changed': { readonly meterIds: readonly string[] }
  'share.changed': { readonly poolIds: readonly string[] }
  'opening.changed': { readonly openingIds: readonly string[] }
  'payment.collected': { readonly roomIds: readonly string[] }
  'receipt.voided': { readonly roomIds: readonly string[] }
  'shift.changed': { readonly shiftIds: readonly string[] }
  'job.progressed': { readonly jobIds: readonly string[] }
  /** Place, history or state of the backups. */
  'backup.changed': Readonly<Record<string, never>>
  'printing.changed': { readonly jobIds: readonly string[] }
}

export type EventName = keyof AppEvents
