import type { ClosingMode, OpenKind, RestoreRight, SaveKind, UnlockMode } from '../../../src-shared/contract/desktop.ts'
import type { ChosenSet } from '../restore/desk.ts'
import type { WrapChoice } from '../vault/vault.ts'

/** What a page sends is not trusted: each reader takes a value apart or throws. */
export class BadInput extends Error {
  override readonly name = 'BadInput'
}

const LONGEST_TEXT = 1_000

export function readWrapChoice(input: unknown): WrapChoice {
  const { mode, phrase } = readRecord(input)
  if (!isUnlockMode(mode)) throw new BadInput('mode')
  return phrase === undefined ? { mode } : { mode, phrase: readText(phrase) }
}

export function readPhrase(input: unknown): string {
  return readText(readRecord(input)['phrase'])
}

export function readRecovery(input: unknown): { readonly recoveryCode: string; readonly choice: WrapChoice } {
  return { recoveryCode: readText(readRecord(input)['recoveryCode']), choice: readWrapChoice(input) }
}

export function readGrant(input: unknown): string | null {
  const { grantId } = readRecord(input)
  return grantId === null ? null : readText(grantId)
}

export function readRight(input: unknown): RestoreRight {
  const { ticket, recoveryCode } = readRecord(input)
  return {
    ticket: ticket === null ? null : readText(ticket),
    recoveryCode: recoveryCode === null ? null : readText(recoveryCode),
  }
}

export function readChosenSet(input: unknown): ChosenSet {
  return { ...readRight(input), setName: readText(readRecord(input)['setName']) }
}

/** How the key of a restored database is to be wrapped; `null` where the present wrap stays. */
export function readOwnWrap(input: unknown): WrapChoice | null {
  return readRecord(input)['mode'] === null ? null : readWrapChoice(input)
}

export function readRecoveryCodeOf(input: unknown): string {
  return readText(readRecord(input)['recoveryCode'])
}

export function readOpenKind(input: unknown): OpenKind {
  if (input !== 'workbook') throw new BadInput('kind')
  return input
}

export function readSave(input: unknown): { readonly kind: SaveKind; readonly suggestedName: string } {
  const { kind, suggestedName } = readRecord(input)
  if (kind !== 'xlsx' && kind !== 'csv' && kind !== 'pdf' && kind !== 'json') throw new BadInput('kind')
  return { kind, suggestedName: readText(suggestedName) }
}

export function readOpenSaved(input: unknown): { readonly grantId: string; readonly reveal: boolean } {
  const { grantId, reveal } = readRecord(input)
  if (typeof reveal !== 'boolean') throw new BadInput('reveal')
  return { grantId: readText(grantId), reveal }
}

export function readPcChange(input: unknown): { readonly closing?: ClosingMode; readonly autostart?: boolean } {
  const { closing, autostart } = readRecord(input)
  if (closing !== undefined && closing !== 'quit' && closing !== 'hide') throw new BadInput('closing')
  if (autostart !== undefined && typeof autostart !== 'boolean') throw new BadInput('autostart')
  return { ...(closing === undefined ? {} : { closing }), ...(autostart === undefined ? {} : { autostart }) }
}

export function readTicket(input: unknown): string {
  return readText(readRecord(input)['ticket'])
}

export function readFeed(input: unknown): { readonly ticket: string; readonly feed: string | null } {
  const { feed } = readRecord(input)
  return { ticket: readTicket(input), feed: feed === null ? null : readText(feed) }
}

export function readSuggestedName(input: unknown): string {
  return readText(readRecord(input)['suggestedName'])
}

export function readText(input: unknown): string {
  if (typeof input !== 'string' || input.length > LONGEST_TEXT) throw new BadInput('text')
  return input
}

function readRecord(input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null) throw new BadInput('object')
  return input as Record<string, unknown>
}

function isUnlockMode(value: unknown): value is UnlockMode {
  return value === 'os' || value === 'phrase' || value === 'unattended'
}
