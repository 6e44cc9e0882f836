/** Breaks after any Han character or sign, and between words of letters and digits; `measure` gives the width of a text. */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((paragraph) => wrapParagraph(paragraph, width, measure))
}

/** A word of letters, digits and what joins them (a plate, a number, `2026-11-23`), or one other character. */
const PIECE = /[\p{Script=Latin}\p{Nd}][\p{Script=Latin}\p{Nd}.,\-/:]*| +|./gsu

/** Never first on a line (避头尾). */
const NO_START = /^[，。、；：！？）】》”’,.;:!?)\]}%]/

function wrapParagraph(text: string, width: number, measure: (text: string) => number): string[] {
  if (measure(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(PIECE) ?? []) {
    if (measure(line + piece.trimEnd()) <= width) {
      line += piece
      continue
    }
    const carried = NO_START.test(piece) && line.length > 1 ? (/.$/su.exec(line)?.[0] ?? '') : ''
    const done = line.slice(0, line.length - carried.length).trimEnd()
    if (done !== '') lines.push(done)
    const parts = splitLong(carried + piece.trimStart(), width, measure)
    line = parts.pop() ?? ''
    lines.push(...parts)
  }
  const rest = line.trimEnd()
  return rest === '' && lines.length > 0 ? lines : [...lines, rest]
}

function splitLong(piece: string, width: number, measure: (text: string) => number): string[] {
  if (measure(piece) <= width) return [piece]
  const parts: string[] = []
  let part = ''
  for (const char of piece) {
    if (part !== '' && measure(part + char) > width) {
      parts.push(part)
      part = ''
    }
    part += char
  }
  return [...parts, part]
}
