const MAX = 255

/** The code of a page header or footer: `&` is doubled, `{page}` and `{pages}` become Excel's own fields. */
export function pageText(text: string): string {
  const code = text.toWellFormed().replaceAll('&', '&&').replaceAll('{page}', '&P').replaceAll('{pages}', '&N')
  const full = `&C${code}`
  return full.length <= MAX ? full : full.slice(0, MAX).replace(/&$/, '')
}
