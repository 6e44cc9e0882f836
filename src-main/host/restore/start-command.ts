import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { app } from 'electron'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../src-shared/kernel/assert.ts'
import { aloneIn } from '../data-folder/folder-lock.ts'
import type { Locations } from '../data-folder/locations.ts'
import type { HostParts } from '../host-parts.ts'
import type { Preferences } from '../preferences.ts'
import type { RestoreCommand } from '../switches.ts'
import type { Vault, VaultLook } from '../vault/vault.ts'
import { runRestoreCommand } from './command-line.ts'
import { RestoreDesk } from './desk.ts'
import { stamp } from './make-restore.ts'
import { finishSwap } from './swap.ts'

type Language = NonNullable<Preferences['language']>
type Text = (key: string, params?: Readonly<Record<string, unknown>>) => string

/** Two programs on one folder would each believe to be the only one. */
export async function refuseRestoreBeside(): Promise<void> {
  const text = await textsOf(null)
  process.stdout.write(`${text('backup.console.running')}\n`)
  app.exit(1)
}

/** The program without a window: it restores, or says what a restore would bring, and ends. */
export async function restoreByCommand(
  command: RestoreCommand,
  { parts, locations }: { readonly parts: HostParts; readonly locations: Locations },
): Promise<void> {
  const text = await textsOf(parts.preferences.get().language)
  const write = (line: string): void => void process.stdout.write(`${line}\n`)
  const { vault, core } = parts
  if (vault === null) {
    write(text('backup.console.folder_refused'))
    return app.exit(1)
  }
  const { dataDir } = locations
  const refused = endLastRestore(dataDir)
  if (refused !== null) {
    write(text(`error.${refused.code}`, refused.params))
    return app.exit(1)
  }
  const desk = await consoleDesk(parts, { vault, dataDir })
  const booted = new Promise<void>((resolve) => core.onHappening(({ t }) => t === 'booted' && resolve()))
  core.start()
  await booted
  const { ask, close } = openConsole()
  const code = await runRestoreCommand(command, { desk, text, write, ask, keptIn: join(dataDir, 'before-restore') })
  close()
  await core.stop()
  app.exit(code)
}

/** A restore that was cut off is ended first; a refusal is told in words. */
function endLastRestore(dataDir: string): AppError | null {
  try {
    aloneIn(dataDir, () => finishSwap(dataDir))
    return null
  } catch (error) {
    return error instanceof AppError ? error : new AppError('vault.restore_unfinished')
  }
}

/** Lines as they are asked for; they may have been piped in all at once, or end early: then the answer is empty. */
function openConsole(): { readonly ask: (question: string) => Promise<string>; readonly close: () => void } {
  const input = createInterface({ input: process.stdin })
  const lines = input[Symbol.asyncIterator]()
  const ask = async (question: string): Promise<string> => {
    process.stdout.write(question)
    const next = await lines.next()
    return next.done === true ? '' : next.value
  }
  return { ask, close: () => input.close() }
}

async function consoleDesk(
  { link, tickets, gate }: HostParts,
  { vault, dataDir }: { readonly vault: Vault; readonly dataDir: string },
): Promise<RestoreDesk> {
  const key = keyOf(await vault.look())
  const house = {
    isOpen: () => false,
    openedKey: () => key,
    modes: () => gate.modes(),
    letGo: () => {},
    openAgain: () => Promise.resolve(),
  }
  const alone = <T>(run: () => T): T => aloneIn(dataDir, run)
  return new RestoreDesk({ vault, dataDir, ask: link.ask, house, tickets, alone, stamp })
}

function keyOf(look: VaultLook): Buffer | null {
  return look.kind === 'open' ? look.opened.key : null
}

/** The texts load only here: a start with a window does not need them in this process. */
async function textsOf(language: Language | null): Promise<Text> {
  const tree: unknown = await treeOf(language ?? 'zh-CN')
  return (key, params = {}) => {
    const found = key
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], tree)
    const sentence = typeof found === 'string' ? found : key
    return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => shown(params[name]))
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

async function treeOf(language: Language): Promise<unknown> {
  switch (language) {
    case 'zh-CN':
      return (await import('../../../src-shared/locales/zh-CN/index.ts')).zhCN
    case 'en-US':
      return (await import('../../../src-shared/locales/en-US/index.ts')).enUS
    default:
      return assertNever(language)
  }
}
