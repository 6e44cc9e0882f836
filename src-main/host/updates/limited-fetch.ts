import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

import { UpdateRefusal } from './update-refusal.ts'

export type Fetch = (address: string, init: RequestInit) => Promise<Response>

export interface FetchLimits {
  readonly fetch: Fetch
  readonly signal: AbortSignal
  readonly mostBytes: number
  /** How long the other end may say nothing. */
  readonly silentMs?: number
}

const SILENT_MS = 15_000

/** @throws UpdateRefusal `feed_unreadable` when it goes on after `mostBytes`, `unreachable` when nothing comes */
export async function fetchText(address: URL, limits: FetchLimits): Promise<string> {
  const parts: Uint8Array[] = []
  await fetchLimited(address, limits, {
    tooMuch: 'feed_unreadable',
    silent: 'unreachable',
    take: (part) => void parts.push(part),
  })
  return Buffer.concat(parts).toString('utf8')
}

/** @throws UpdateRefusal `damaged` when it goes on after `mostBytes`, `broken_off` when nothing comes any more */
export async function fetchFile(
  address: URL,
  limits: FetchLimits & { readonly file: string; readonly onPercent: (percent: number) => void },
): Promise<void> {
  const { file, mostBytes, onPercent } = limits
  const target = await open(file, 'w', 0o600)
  let [done, told] = [0, -1]
  try {
    await fetchLimited(address, limits, {
      tooMuch: 'damaged',
      silent: 'broken_off',
      take: async (part) => {
        await target.writeFile(part)
        done += part.length
        const percent = Math.floor((done / mostBytes) * 100)
        if (percent > told) onPercent(percent)
        told = percent
      },
    })
  } finally {
    await target.close()
  }
}

/** @throws UpdateRefusal `damaged` */
export async function requireSum(file: string, sha512: string | null | undefined): Promise<void> {
  const hash = createHash('sha512')
  for await (const part of createReadStream(file)) hash.update(part as Buffer)
  if (hash.digest('base64') !== sha512) throw new UpdateRefusal('damaged')
}

interface Reading {
  readonly tooMuch: UpdateRefusal['code']
  readonly silent: UpdateRefusal['code']
  readonly take: (part: Uint8Array) => void | Promise<void>
}

/** One part at a time, so memory holds one; silence and length are watched by us, not by what answers. */
// oxlint-disable-next-line max-params -- from where, how far, whereto
async function fetchLimited(address: URL, limits: FetchLimits, { tooMuch, silent, take }: Reading): Promise<void> {
  const { mostBytes, silentMs = SILENT_MS } = limits
  const ours = new AbortController()
  const signal = AbortSignal.any([limits.signal, ours.signal])
  const given = givenUp(signal)
  const inTime = async <T>(step: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => ours.abort(new UpdateRefusal(silent)), silentMs)
    try {
      return await Promise.race([step, given])
    } finally {
      clearTimeout(timer)
    }
  }
  try {
    const response = await inTime(limits.fetch(address.href, { signal, cache: 'no-store' }))
    if (!response.ok) throw Object.assign(new Error(`HTTP ${response.status}`), { statusCode: response.status })
    const reader = response.body?.getReader()
    let bytes = 0
    for (;;) {
      const next = reader === undefined ? { done: true as const, value: undefined } : await inTime(reader.read())
      if (next.done) return
      bytes += next.value.length
      if (bytes > mostBytes) throw new UpdateRefusal(tooMuch)
      await take(next.value as Uint8Array)
    }
  } finally {
    // Ends the transfer where it has not ended.
    ours.abort()
  }
}

/** Rejects when somebody gives up; nobody need wait for it. */
function givenUp(signal: AbortSignal): Promise<never> {
  const given = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    else signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  given.catch(() => {})
  return given
}
