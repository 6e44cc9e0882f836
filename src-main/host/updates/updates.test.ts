import { describe, expect, test, vi } from 'vitest'
import type { UpdateState } from '../../../src-shared/contract/desktop-update.ts'
import type { FoundVersion, UpdateEngine } from './update-engine.ts'
import { UpdateRefusal, failureOf } from './update-refusal.ts'
import { Updates } from './updates.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const NEWER: FoundVersion = { version: '1.1.0', sizeBytes: 90_000_000, notes: '修正' }

function at(engine: Partial<UpdateEngine> | null, feed: string | null = 'http://updates.lan/') {
  const announced: UpdateState[] = []
  const place = { feed }
  const asked: string[] = []
  const whole: UpdateEngine | null =
    engine === null
      ? null
      : {
          check: () => Promise.resolve(NEWER),
          download: () => Promise.resolve(),
          install: () => {
            asked.push('install')
            return Promise.resolve()
          },
          ...engine,
        }
  const updates = new Updates({
    version: '1.0.0',
    engine: whole,
    feed: { get: () => place.feed, set: (next) => (place.feed = next) },
    announce: (state) => announced.push(state),
    now: () => 1_795_400_000_000,
    log: quiet,
  })
  return { updates, announced, asked, place }
}

describe('an update', () => {
  test('is looked for, fetched and installed, each when a person says so', async () => {
    const { updates, announced, asked } = at({
      download: (onPercent) => {
        onPercent(40)
        return Promise.resolve()
      },
    })
    await updates.check()
    expect(updates.state()).toMatchObject({
      checkedAt: 1_795_400_000_000,
      step: { kind: 'available', version: '1.1.0' },
    })
    await updates.install()
    expect(asked).toEqual([])
    await updates.download()
    await updates.install()
    expect(asked).toEqual(['install'])
    expect(announced.map(({ step }) => step.kind)).toEqual([
      'checking',
      'available',
      'downloading',
      'downloading',
      'ready',
    ])
  })

  test('that is not there leaves the program as it is', async () => {
    const { updates } = at({ check: () => Promise.resolve(null) })
    await updates.check()
    await updates.download()
    expect(updates.state().step).toEqual({ kind: 'up_to_date' })
  })

  test('that failed says why, and can be asked for again', async () => {
    let signed = false
    const { updates } = at({
      check: () => (signed ? Promise.resolve(NEWER) : Promise.reject(new UpdateRefusal('unsigned'))),
    })
    await updates.check()
    expect(updates.state()).toMatchObject({
      checkedAt: null,
      step: { kind: 'failed', during: 'check', code: 'unsigned' },
    })
    signed = true
    await updates.check()
    expect(updates.state().step.kind).toBe('available')
  })

  test('does not hold the address fast: another one ends the look or the transfer that is under way', async () => {
    const signals: AbortSignal[] = []
    const never = (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<never>(() => undefined)
    }
    const { updates, place } = at({ check: (_feed, signal) => never(signal) })
    const look = updates.check()
    expect(updates.setFeed('https://other.lan/')).toBe(true)
    await look
    expect([place.feed, updates.state().step.kind]).toEqual(['https://other.lan/', 'idle'])
    expect(signals[0]?.aborted).toBe(true)

    const silent = at({ download: (_onPercent, signal) => never(signal) })
    await silent.updates.check()
    const transfer = silent.updates.download()
    expect(silent.updates.setFeed(null)).toBe(true)
    await transfer
    expect(silent.updates.state().step.kind).toBe('idle')
    expect(signals[1]?.aborted).toBe(true)
  })

  test('is given up after a minute when the place never comes to an end', async () => {
    vi.useFakeTimers()
    try {
      const { updates } = at({ check: () => new Promise(() => undefined) })
      const look = updates.check()
      await vi.advanceTimersByTimeAsync(59_000)
      expect(updates.state().step.kind).toBe('checking')
      await vi.advanceTimersByTimeAsync(1_000)
      await look
      expect(updates.state().step).toEqual({ kind: 'failed', during: 'check', code: 'unreachable' })
    } finally {
      vi.useRealTimers()
    }
  })

  test('that could not be installed is told, and can be looked for again', async () => {
    const { updates } = at({ install: () => Promise.reject(new UpdateRefusal('not_installed')) })
    await updates.check()
    await updates.download()
    await updates.install()
    expect(updates.state().step).toEqual({ kind: 'failed', during: 'install', code: 'not_installed' })
    await updates.check()
    expect(updates.state().step.kind).toBe('available')
  })

  test('is never looked for without a place or a key', async () => {
    const nowhere = at({ check: () => Promise.reject(new Error('asked')) }, null)
    await nowhere.updates.check()
    expect(nowhere.updates.state().step).toEqual({ kind: 'idle' })
    const keyless = at(null)
    await keyless.updates.check()
    expect(keyless.updates.state().step).toEqual({ kind: 'unsupported' })
  })

  test('takes a place of the web alone, and forgets what was found elsewhere', async () => {
    const { updates, place } = at({})
    await updates.check()
    for (const text of ['file:///etc', 'ftp://updates', '\\\\server\\share', 'updates', 'http://me:secret@updates/'])
      expect(updates.setFeed(text)).toBe(false)
    expect(updates.state().step.kind).toBe('available')
    expect(updates.setFeed('https://updates.lan/wuye')).toBe(true)
    expect([place.feed, updates.state().step.kind]).toEqual(['https://updates.lan/wuye', 'idle'])
  })
})

describe('what went wrong', () => {
  test.each([
    [Object.assign(new Error('sha512 checksum mismatch'), { code: 'ERR_CHECKSUM_MISMATCH' }), 'damaged'],
    [Object.assign(new Error('HttpError: 404'), { statusCode: 404 }), 'feed_missing'],
    [new Error('net::ERR_CONNECTION_REFUSED'), 'unreachable'],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'unreachable'],
    [new Error('net::ERR_CONTENT_LENGTH_MISMATCH'), 'broken_off'],
    [new Error('net::ERR_CONNECTION_RESET'), 'broken_off'],
    [Object.assign(new Error('no space left'), { code: 'ENOSPC' }), 'disk_full'],
    ['a text', 'failed'],
  ])('%s is told as %s', (error, code) => {
    expect(failureOf(error)).toBe(code)
  })
})
