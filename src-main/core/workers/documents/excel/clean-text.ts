const CELL_MAX = 32_767
const CUT_MARK = '…'

// oxlint-disable-next-line no-control-regex -- the very signs that make a workbook unreadable
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** Text that a workbook can hold: no control characters, no half of a surrogate pair, line ends as Excel has them, at most 32,767 long. */
export function cleanText(text: string): string {
  const plain = text.toWellFormed().replace(FORBIDDEN, '').replace(/\r\n?/g, '\n')
  return cutAt(plain, CELL_MAX)
}

/** As it is written into the file: Excel reads `_x0041_` as "A", so its underscore is escaped (ECMA-376 ST_Xstring). */
export function workbookText(text: string): string {
  return cleanText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

/** In a CSV a text that a spreadsheet would take for a formula is kept a text by an apostrophe. */
export function csvText(text: string): string {
  const plain = cleanText(text)
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(plain) ? `'${plain}` : plain
}

function cutAt(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max - CUT_MARK.length)
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}${CUT_MARK}`
}
