import { appendFileSync, existsSync, readFileSync } from 'node:fs'

export type Attempt =
  | { readonly op: 'counter.collect'; readonly input: Readonly<Record<string, unknown>> }
  | { readonly op: 'receipt.void'; readonly input: Readonly<Record<string, unknown>> }

/** What the clerk's side knows: what was asked, and what was answered before the power went. */
export type Entry =
  | { readonly t: 'try'; readonly commandId: string; readonly attempt: Attempt }
  | { readonly t: 'ack'; readonly commandId: string; readonly output: Readonly<Record<string, unknown>> }
  | { readonly t: 'no'; readonly commandId: string; readonly code: string }

/** Survives a kill of its writer: the system keeps what was written. */
export class Journal {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  write(entry: Entry): void {
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`)
  }

  read(): Entry[] {
    if (!existsSync(this.#path)) return []
    return readFileSync(this.#path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry)
  }

  /** Asked and never answered: to be sent again under the same id. */
  unanswered(): readonly Extract<Entry, { t: 'try' }>[] {
    const open = new Map<string, Extract<Entry, { t: 'try' }>>()
    for (const entry of this.read()) {
      if (entry.t === 'try') open.set(entry.commandId, entry)
      else open.delete(entry.commandId)
    }
    return [...open.values()]
  }
}

/** A small generator of chance with a seed that can be printed and used again. */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
