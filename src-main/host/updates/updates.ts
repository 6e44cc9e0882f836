import type { UpdateState, UpdateStep } from '../../../src-shared/contract/desktop-update.ts'
import { causeFields } from '../log.ts'
import type { Log } from '../log.ts'
import type { UpdateEngine } from './update-engine.ts'
import { failureOf } from './update-refusal.ts'

const FIRST_LOOK_MS = 60_000
const LOOK_EVERY_MS = 24 * 3_600_000

export interface UpdatesParts {
  readonly version: string
  /** `null` when this build cannot update itself. */
  readonly engine: UpdateEngine | null
  readonly feed: { get(): string | null; set(feed: string | null): void }
  readonly announce: (state: UpdateState) => void
  readonly now: () => number
  readonly log: Log
}

/**
 * 软件更新: looks once a day, fetches and installs only when a person says so. One step at a time; what does not fit the step
 * that is under way is passed over.
 */
export class Updates {
  readonly #parts: UpdatesParts
  #step: UpdateStep
  #checkedAt: number | null = null

  constructor(parts: UpdatesParts) {
    this.#parts = parts
    this.#step = { kind: parts.engine === null ? 'unsupported' : 'idle' }
  }

  /** The looks of every day begin. They keep no program alive. */
  begin(): void {
    if (this.#parts.engine === null) return
    const look = (): void => void this.check()
    setTimeout(look, FIRST_LOOK_MS).unref()
    setInterval(look, LOOK_EVERY_MS).unref()
  }

  state(): UpdateState {
    const { version, feed } = this.#parts
    return { version, feed: feed.get(), checkedAt: this.#checkedAt, step: this.#step }
  }

  /** False for what is no HTTP address. What was found elsewhere is forgotten. */
  setFeed(text: string | null): boolean {
    const feed = text === null ? null : feedOf(text)
    if (text !== null && feed === null) return false
    if (this.#isBusy()) return false
    this.#parts.feed.set(feed)
    this.#checkedAt = null
    this.#become(this.#parts.engine === null ? { kind: 'unsupported' } : { kind: 'idle' })
    return true
  }

  async check(): Promise<void> {
    const { engine, feed: setting, now } = this.#parts
    const feed = setting.get()
    if (engine === null || feed === null || this.#isBusy() || this.#step.kind === 'ready') return
    this.#become({ kind: 'checking' })
    try {
      const found = await engine.check(feed)
      this.#checkedAt = now()
      this.#become(found === null ? { kind: 'up_to_date' } : { kind: 'available', ...found })
    } catch (error) {
      this.#failed('check', error)
    }
  }

  async download(): Promise<void> {
    const { engine } = this.#parts
    if (engine === null || this.#step.kind !== 'available') return
    const { version } = this.#step
    this.#become({ kind: 'downloading', version, percent: 0 })
    try {
      await engine.download((percent) => this.#become({ kind: 'downloading', version, percent }))
      this.#become({ kind: 'ready', version })
    } catch (error) {
      this.#failed('download', error)
    }
  }

  async install(): Promise<void> {
    if (this.#step.kind === 'ready') await this.#parts.engine?.install()
  }

  #isBusy(): boolean {
    return this.#step.kind === 'checking' || this.#step.kind === 'downloading'
  }

  #failed(during: 'check' | 'download', error: unknown): void {
    const code = failureOf(error)
    this.#parts.log.warn('updates.failed', { during, code, ...causeFields(error) })
    this.#become({ kind: 'failed', during, code })
  }

  #become(step: UpdateStep): void {
    this.#step = step
    this.#parts.announce(this.state())
  }
}

/** An address without name and password of a person, as it is stored; `null` when it is none. */
function feedOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, username, password, href } = new URL(text)
  const isPlain = username === '' && password === ''
  return (protocol === 'http:' || protocol === 'https:') && isPlain ? href : null
}
