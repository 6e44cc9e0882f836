/** What one page holds, in the unit of the heights (millimetres on paper). */
export interface PageRoom {
  /** For rows on a page that another one follows. */
  readonly more: number
  /** For rows on the last page, which also holds the total and the foot. */
  readonly last: number
  /** Taken from every page but the first by the row that brings the sum forward (承前页). */
  readonly carryIn: number
}

/**
 * Breaks rows over pages in order, greedily, so that the last page always has a row beside the total (no total alone on a page).
 * Answers the number of rows of each page; a row higher than a page still gets one. No rows is one empty page.
 */
export function paginate(heights: readonly number[], room: PageRoom): number[] {
  const pages: number[] = []
  let from = 0
  for (;;) {
    const carry = pages.length === 0 ? 0 : room.carryIn
    const rest = heights.slice(from)
    if (total(rest) + carry <= room.last + SLACK || rest.length <= 1) return [...pages, rest.length]
    const fitting = countFitting(rest, room.more - carry)
    const taken = Math.max(1, Math.min(fitting, rest.length - 1))
    pages.push(taken)
    from += taken
  }
}

/** Heights are sums of decimals: a thousandth of a millimetre is no reason for a new page. */
const SLACK = 1e-3

function countFitting(heights: readonly number[], room: number): number {
  let used = 0
  for (const [index, height] of heights.entries()) {
    used += height
    if (used > room + SLACK) return index
  }
  return heights.length
}

function total(heights: readonly number[]): number {
  return heights.reduce((sum, height) => sum + height, 0)
}
