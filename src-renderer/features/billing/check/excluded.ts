import type { PlanLine } from './plan-words.ts'

/** What is taken out of a run: everything of a room and a fee. */
export type Excluded = Pick<PlanLine, 'roomId' | 'itemId'>

export function isExcluded(excluded: readonly Excluded[], { roomId, itemId }: Excluded): boolean {
  return excluded.some((one) => one.roomId === roomId && one.itemId === itemId)
}

/** With one row taken out or put back; the order in which rows were taken out stays. */
export function withRow(
  excluded: readonly Excluded[],
  { roomId, itemId }: Excluded,
  out: boolean,
): readonly Excluded[] {
  const others = excluded.filter((one) => one.roomId !== roomId || one.itemId !== itemId)
  return out ? [...others, { roomId, itemId }] : others
}

export function lineKey({ roomId, itemId, fromOn }: Pick<PlanLine, 'roomId' | 'itemId' | 'fromOn'>): string {
  return `${roomId}|${itemId}|${fromOn}`
}

/** What a change of the ticks means: rows that lost theirs are taken out, rows that got one are put back. */
export function ticksChanged(
  lines: readonly PlanLine[],
  { before, after }: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> },
): readonly { readonly row: Excluded; readonly out: boolean }[] {
  return lines.flatMap((line) => {
    const key = lineKey(line)
    return before.has(key) === after.has(key) ? [] : [{ row: line, out: before.has(key) }]
  })
}
