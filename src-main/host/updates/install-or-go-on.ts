import { UpdateRefusal } from './update-refusal.ts'

/** Core, as far as an installation has to do with it. */
export interface StoppableCore {
  stop(): Promise<void>
  startAgain(): void
}

export interface InstallParts {
  readonly core: StoppableCore
  /** Of the program: one per user. `take` is false when another one has it by now. */
  readonly lock: { release(): void; take(): boolean }
  readonly quitAndInstall: () => void
  readonly onError: (listener: (error: Error) => void) => void
  /** The program is ending for good. */
  readonly onQuit: (listener: () => void) => void
  readonly quit: () => void
  readonly waitMs: number
}

/**
 * Hands over to the installer. Where that fails (the password of the system was not given, the file is gone) the installer only
 * says so and returns: the data are opened again, else a program without data would stay on the screen.
 * @throws UpdateRefusal `not_installed`
 */
export async function installOrGoOn(parts: InstallParts): Promise<void> {
  const { core, lock, quit } = parts
  await core.stop()
  // The new version starts while this one is still ending.
  lock.release()
  const outcome = await handOver(parts)
  if (outcome === 'ending') return
  if (lock.take()) core.startAgain()
  // Somebody has started the program anew meanwhile: that one has the data.
  else quit()
  throw new UpdateRefusal('not_installed', outcome.cause === null ? {} : { cause: outcome.cause })
}

type Outcome = 'ending' | { readonly cause: Error | null }

function handOver({ quitAndInstall, onError, onQuit, waitMs }: InstallParts): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle({ cause: null }), waitMs)
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer)
      resolve(outcome)
    }
    onQuit(() => settle('ending'))
    onError((cause) => settle({ cause }))
    try {
      quitAndInstall()
    } catch (error) {
      settle({ cause: error instanceof Error ? error : new Error(String(error)) })
    }
  })
}
