import type { RestorableSet, RestoreReport, UnlockMode, VaultAnswer } from '../../../src-shared/contract/desktop.ts'
import type { RestoreSide } from '../../../src-shared/domain/backup/index.ts'
import { formatFen } from '../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import { instant, localTimeOf } from '../../../src-shared/kernel/time.ts'
import type { RestoreCommand } from '../switches.ts'
import type { WrapChoice } from '../vault/vault.ts'
import type { ChosenSet, RestoreDesk } from './desk.ts'

export interface CommandParts {
  readonly desk: RestoreDesk
  /** The sentence of `backup.<key>` or `error.<code>` in the language of this PC. */
  readonly text: (key: string, params?: Readonly<Record<string, unknown>>) => string
  readonly write: (line: string) => void
  readonly ask: (question: string) => Promise<string>
  /** Where, inside the data folder, what is replaced is kept. */
  readonly keptIn: string
}

/** Ends the command with a sentence and the exit code 1. */
class Stop extends Error {}

/** `--restore FOLDER [--dry-run]`: what would come back and be lost; then, after the code and a word, the swap. @returns the exit code. */
export async function runRestoreCommand(command: RestoreCommand, parts: CommandParts): Promise<number> {
  const { write, text } = parts
  try {
    const found = await findNewest(command.folder, parts)
    const { set } = found
    const code = command.dryRun && set.sameKey ? null : await parts.ask(text('backup.console.ask_code'))
    const chosen: ChosenSet = { setName: set.setName, ticket: null, recoveryCode: code }
    const looked = code === null ? await parts.desk.lookUnasked(set.setName) : await parts.desk.look(chosen)
    report(accepted(looked, parts), parts)
    if (command.dryRun) write(text('backup.console.dry'))
    else await swap({ chosen, found }, parts)
    return 0
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    write(error.message)
    return 1
  }
}

interface Found {
  readonly set: RestorableSet
  readonly modes: readonly UnlockMode[]
}

async function findNewest(folder: string, parts: CommandParts): Promise<Found> {
  const { write, text } = parts
  const { sets, unreadable, newer, modes } = accepted(await parts.desk.sets(folder), parts)
  for (const [names, key] of [
    [unreadable, 'unreadable'],
    [newer, 'newer'],
  ] as const) {
    if (names.length > 0) write(text(`backup.restore.${key}`, { count: names.length, names: names.join(', ') }))
  }
  const [newest] = sets
  if (newest === undefined) throw new Stop(text('backup.console.none'))
  if (sets.length > 1) write(text('backup.console.several', { count: sets.length }))
  return { set: newest, modes }
}

async function swap(
  { chosen, found }: { readonly chosen: ChosenSet; readonly found: Found },
  parts: CommandParts,
): Promise<void> {
  const { write, text, ask, desk } = parts
  const choice = await ownWrap(found, parts)
  if ((await ask(text('backup.console.ask_sure'))).trim() !== 'RESTORE')
    throw new Stop(text('backup.console.cancelled'))
  accepted(await desk.restore(chosen, choice), parts)
  write(text('backup.console.done', { kept: parts.keptIn }))
}

/** For a key that this PC does not have yet: its key ring, or a phrase where there is none. */
async function ownWrap({ set, modes }: Found, { ask, text }: CommandParts): Promise<WrapChoice | null> {
  const [mode] = modes
  if (set.sameKey || mode === undefined) return null
  return mode === 'phrase' ? { mode, phrase: await ask(text('backup.console.ask_phrase')) } : { mode }
}

function report(found: RestoreReport, { write, text }: CommandParts): void {
  const facts = {
    name: found.setName,
    when: localTimeOf(instant(found.madeAt)),
    program: found.program,
    mb: (found.bytes / 1_048_576).toFixed(1),
  }
  write(text('backup.console.found', facts))
  write(text('backup.console.good'))
  for (const [label, show] of LINES) {
    const live = found.live === null ? '-' : show(found.live)
    write(text('backup.console.line', { what: text(`backup.report.${label}`), set: show(found.set), live }))
  }
  const { loss } = found
  const amount = 'receiptsFen' in loss ? formatFen(loss.receiptsFen as Fen) : ''
  const plain = loss.kind === 'newer' && loss.receipts === 0
  write(text(`backup.report.loss_${plain ? 'newer_plain' : loss.kind}`, { ...loss, amount }))
}

const LINES: readonly (readonly [string, (side: RestoreSide) => string])[] = [
  ['last', ({ lastOpAt }) => (lastOpAt === 0 ? '-' : localTimeOf(instant(lastOpAt)))],
  ['rooms', ({ rooms }) => String(rooms)],
  ['receipts', ({ receipts }) => String(receipts)],
  ['receipts_sum', ({ receiptsFen }) => formatFen(receiptsFen as Fen)],
  ['last_receipt', ({ lastReceiptNo }) => lastReceiptNo ?? '-'],
  ['operations', ({ head }) => String(head.devSeq)],
]

function accepted<T>(answer: VaultAnswer<T>, { text }: CommandParts): T {
  if (answer.ok) return answer.value
  throw new Stop(text(`error.${answer.code}`, answer.params))
}
