import type { UpdateState, UpdateStep } from '../../../src-shared/contract/desktop-update.ts'
import { causeFields } from '../log.ts'
import type { Log } from '../log.ts'
import type { UpdateEngine } from './update-engine.ts'
import { UpdateRefusal, failureOf } from './update-refusal.ts'

const FIRST_LOOK_MS = 60_000
/** The feed and its signature are a few kilobytes. */
const CHECK_MS = 60_000
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
  /** What is under way. */
  #run: AbortController | null = null
  #installing = false

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
    // Whatever is under way at the other address is given up: a place that never answers must not keep its own name.
    this.#run?.abort()
    this.#run = null
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
    await this.#alone('check', async (run) => {
      const tooLong = setTimeout(() => run.abort(new UpdateRefusal('unreachable')), CHECK_MS)
      try {
        const found = await orAborted(engine.check(feed, run.signal), run.signal)
        this.#checkedAt = now()
        return found === null ? { kind: 'up_to_date' } : { kind: 'available', ...found }
      } finally {
        clearTimeout(tooLong)
      }
    })
  }

  async download(): Promise<void> {
    const { engine } = this.#parts
    if (engine === null || this.#step.kind !== 'available') return
    const { version } = this.#step
    this.#become({ kind: 'downloading', version, percent: 0 })
    await this.#alone('download', async (run) => {
      const onPercent = (percent: number): void => {
        if (this.#run === run) this.#become({ kind: 'downloading', version, percent })
      }
      await orAborted(engine.download(onPercent, run.signal), run.signal)
      return { kind: 'ready', version }
    })
  }

  /** Ends the program. Where that did not come about the program goes on as it was, and the person is told. */
  async install(): Promise<void> {
    const { engine } = this.#parts
    if (engine === null || this.#step.kind !== 'ready' || this.#installing) return
    this.#installing = true
    try {
      await engine.install()
    } catch (error) {
      this.#failed('install', error)
    } finally {
      this.#installing = false
    }
  }

  /** What was given up meanwhile says nothing any more. */
  async #alone(during: 'check' | 'download', work: (run: AbortController) => Promise<UpdateStep>): Promise<void> {
    const run = new AbortController()
    this.#run = run
    try {
      const step = await work(run)
      if (this.#run === run) this.#become(step)
    } catch (error) {
      if (this.#run === run) this.#failed(during, error)
    }
  }

  #isBusy(): boolean {
    return this.#step.kind === 'checking' || this.#step.kind === 'downloading'
  }

  #failed(during: Failed['during'], error: unknown): void {
    const code = failureOf(error)
    this.#parts.log.warn('updates.failed', { during, code, ...causeFields(error) })
    this.#become({ kind: 'failed', during, code })
  }

  #become(step: UpdateStep): void {
    this.#step = step
    this.#parts.announce(this.state())
  }
}

type Failed = Extract<UpdateStep, { kind: 'failed' }>

/** Waits no longer than the signal allows, whatever the engine does with it. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    work.then(resolve, reject)
  })
}

/** An address without name and password of a person, as it is stored; `null` when it is none. */
function feedOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, username, password, href } = new URL(text)
  const isPlain = username === '' && password === ''
  return (protocol === 'http:' || protocol === 'https:') && isPlain ? href : null
}
