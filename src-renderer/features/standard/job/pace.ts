export interface Sample {
  readonly done: number
  readonly atMs: number
}

export interface Pace {
  readonly perSecond: number
  readonly secondsLeft: number
}

/** A pace measured over less says more about chance than about the job. */
const LEAST_MS = 500

/** Rows a second since this page began to look, and what that makes of the rest; `null` while it is too early to tell. */
export function paceOf(seen: { readonly first: Sample; readonly last: Sample; readonly total: number }): Pace | null {
  const { first, last, total } = seen
  const ms = last.atMs - first.atMs
  const rows = last.done - first.done
  if (ms < LEAST_MS || rows <= 0) return null
  const perSecond = (rows * 1000) / ms
  return { perSecond: Math.round(perSecond), secondsLeft: Math.ceil(Math.max(0, total - last.done) / perSecond) }
}
