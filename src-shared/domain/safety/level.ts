import { assertNever } from '../../kernel/assert.ts'
import type { Instant } from '../../kernel/time.ts'
import type { BackupHealth, FileVerdict } from '../backup/index.ts'

/** 安全状态: nothing to do, worth a look, to be mended now. */
export const SAFETY_LEVELS = ['fine', 'look', 'act'] as const
export type SafetyLevel = (typeof SAFETY_LEVELS)[number]

const DAY_MS = 86_400_000
/** The weekly check of the file, and a day for a PC that was off. */
const FILE_CHECK_DAYS = 8
/** The nightly verification, and a night that was missed. */
const CHAIN_CHECK_DAYS = 2
/** So many missed nights of fourteen are no coincidence. */
const NIGHTS_TO_ACT = 4
/** Wrong passwords of all accounts together. A few a day are clumsy fingers. */
const FAILURES_A_DAY = 10
const FAILURES_A_WEEK = 25
/** More looks at whole phones by one person on one day than a day's calls need. */
export const MANY_REVEALS = 30
/** Where no newer version was looked for so long, nobody looks. */
const UPDATE_CHECK_DAYS = 35

export function levelOfBackup(health: BackupHealth): SafetyLevel {
  switch (health) {
    case 'fresh':
      return 'fine'
    case 'late':
    case 'never':
      return 'look'
    case 'overdue':
    case 'failed':
    case 'no_place':
      return 'act'
    default:
      return assertNever(health)
  }
}

/** @param proved whether a set was ever restored and checked. */
export function levelOfNights({ missed, proved }: { readonly missed: number; readonly proved: boolean }): SafetyLevel {
  if (missed === 0) return proved ? 'fine' : 'look'
  return missed < NIGHTS_TO_ACT ? 'look' : 'act'
}

/** @param bornAt of the data: a new office is not blamed for a check that is not due yet. */
export function levelOfFile(
  file: { readonly verdict: FileVerdict | null; readonly checkedAt: Instant | null; readonly bornAt: Instant | null },
  now: Instant,
): SafetyLevel {
  if (file.verdict !== null && file.verdict !== 'whole') return 'act'
  const since = file.checkedAt ?? file.bornAt ?? now
  return now - since > FILE_CHECK_DAYS * DAY_MS ? 'look' : 'fine'
}

export interface ChainFacts {
  /** `null` before the first verification. */
  readonly check: {
    readonly at: Instant
    readonly intact: boolean
    readonly setsRead: 'read' | 'no_place' | 'unreachable'
  } | null
}

/** A chain that was compared with nothing outside this PC proves less. */
export function levelOfChain({ check }: ChainFacts, now: Instant): SafetyLevel {
  if (check === null) return 'look'
  if (!check.intact) return 'act'
  if (now - check.at > CHAIN_CHECK_DAYS * DAY_MS) return 'look'
  return check.setsRead === 'read' ? 'fine' : 'look'
}

export interface SignInFacts {
  readonly lockedNow: number
  readonly lastDay: number
  readonly lastWeek: number
}

export function levelOfSignIns({ lockedNow, lastDay, lastWeek }: SignInFacts): SafetyLevel {
  if (lockedNow > 0) return 'act'
  return lastDay >= FAILURES_A_DAY || lastWeek >= FAILURES_A_WEEK ? 'look' : 'fine'
}

export interface DisclosureFacts {
  /** The most looks at whole phones or names that one person took on one day. */
  readonly mostRevealsADay: number
  /** Files with whole phones that nobody else agreed to. */
  readonly fullExportsAlone: number
}

export function levelOfDisclosure({ mostRevealsADay, fullExportsAlone }: DisclosureFacts): SafetyLevel {
  return mostRevealsADay >= MANY_REVEALS || fullExportsAlone > 0 ? 'look' : 'fine'
}

export function levelOfAccounts({ unused, shared }: { readonly unused: number; readonly shared: number }): SafetyLevel {
  return unused + shared > 0 ? 'look' : 'fine'
}

export function levelOfRetention({ longGone }: { readonly longGone: number }): SafetyLevel {
  return longGone > 0 ? 'look' : 'fine'
}

/** Without a person or a key store whoever takes the PC has the data. */
export function levelOfUnlock(mode: 'os' | 'phrase' | 'unattended'): SafetyLevel {
  return mode === 'unattended' ? 'look' : 'fine'
}

/** @param step as the host names it; what is under way is fine. */
export function levelOfUpdate(
  update: { readonly step: string; readonly checkedAt: Instant | null; readonly feed: string | null },
  now: Instant,
): SafetyLevel {
  if (update.step === 'available' || update.step === 'ready' || update.step === 'failed') return 'look'
  if (update.step === 'checking' || update.step === 'downloading') return 'fine'
  if (update.step === 'unsupported' || update.feed === null || update.checkedAt === null) return 'look'
  return now - update.checkedAt > UPDATE_CHECK_DAYS * DAY_MS ? 'look' : 'fine'
}
