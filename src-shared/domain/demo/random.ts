import { elementAt } from './lists.ts'
/** A seeded stream of numbers: the same seed and label give the same stream on every machine. */
export interface Random {
  /** An integer from 0 up to, and not including, `below`. */
  int(below: number): number
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number
}

const TWO_32 = 2 ** 32

/**
 * sfc32 ("small fast counter") of Chris Doty-Humphrey's PractRand 0.95, public domain, with its customary 12 rounds of warming up.
 * Not for secrets. A label gives every part of the data a stream of its own, so that a change in one part leaves the others alone.
 */
export function randomOf(seed: number, label: string): Random {
  let a = hashText(label, seed)
  let b = mix(a ^ 0x9e3779b9)
  let c = mix(b ^ seed)
  let counter = 1
  const next = (): number => {
    const out = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + out) | 0
    return out >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  const int = (below: number): number => Math.floor((next() / TWO_32) * below)
  return { int, between: (low, high) => low + int(high - low + 1) }
}

/** A number from 0 up to `below` that depends on its keys alone: a draw that can be repeated in any order. */
export function drawOf(below: number, ...keys: readonly number[]): number {
  let state = 0x811c9dc5
  for (const key of keys) state = mix(state ^ mix(key | 0))
  return Math.floor(((state >>> 0) / TWO_32) * below)
}

export function pickFrom<T>(random: Random, values: readonly T[]): T {
  return elementAt(values, random.int(values.length))
}

/** A new list in random order (Fisher–Yates). */
export function shuffled<T>(random: Random, values: readonly T[]): T[] {
  const out = [...values]
  for (let at = out.length - 1; at > 0; at--) {
    const other = random.int(at + 1)
    const kept = elementAt(out, at)
    out[at] = elementAt(out, other)
    out[other] = kept
  }
  return out
}

/** `count` different members; an exact count, so that a stated rate holds for a small community as well. */
export function sampleOf<T>(random: Random, values: readonly T[], count: number): T[] {
  return shuffled(random, values).slice(0, Math.max(0, count))
}

/** A share in ppm of `total`, at least one: every kind of dirt occurs in every community. */
export function countOf(total: number, ppm: number): number {
  return Math.max(1, Math.round((total * ppm) / 1_000_000))
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain). */
function mix(value: number): number {
  let out = value | 0
  out = Math.imul(out ^ (out >>> 16), 0x85ebca6b)
  out = Math.imul(out ^ (out >>> 13), 0xc2b2ae35)
  return out ^ (out >>> 16)
}

function hashText(text: string, seed: number): number {
  let out = mix(seed ^ 0x811c9dc5)
  for (let at = 0; at < text.length; at++) out = Math.imul(out ^ text.charCodeAt(at), 0x01000193)
  return mix(out)
}
