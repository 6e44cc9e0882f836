/** What was rewritten in a cell before it was read; the preview counts them (改写). */
export type Rewrite =
  | 'half_width'
  | 'spaces_removed'
  | 'upper_case'
  | 'marks_removed'
  | 'unit_removed'
  | 'date_read'
  | 'serial_date_read'
  | 'month_end'
  | 'float_noise'
  | 'placeholder_emptied'

export const REWRITES: readonly Rewrite[] = [
  'half_width',
  'spaces_removed',
  'upper_case',
  'marks_removed',
  'unit_removed',
  'date_read',
  'serial_date_read',
  'month_end',
  'float_noise',
  'placeholder_emptied',
]

export interface Tidied {
  readonly text: string
  readonly rewritten: readonly Rewrite[]
}

/** Zero-width marks, those of writing directions, the byte order mark and control characters that copying from web pages and old systems leaves. */
// oxlint-disable-next-line no-control-regex
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g
const SPACES = /[\s\u00a0\u3000]+/g
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '/',
  '\\',
  '-',
  '--',
  '—',
  '——',
  '无',
  '暂无',
  '空',
  '未知',
  'n/a',
  'na',
  'null',
  'none',
])

/** Text without its outer and doubled spaces; `all` also drops those within. */
export function tidySpaces(raw: string, inner: 'all' | 'doubled'): Tidied {
  const text = raw
    .replace(INVISIBLE, '')
    .replace(SPACES, inner === 'all' ? '' : ' ')
    .trim()
  return { text, rewritten: text === raw ? [] : ['spaces_removed'] }
}

/** Full-width letters, digits and signs to half width, as coded fields are written. Chinese brackets within a name are left by `tidyName`. */
export function tidyCoded(raw: string): Tidied {
  const spaced = tidySpaces(raw, 'all')
  const text = Array.from(spaced.text, halfWidth).join('')
  return { text, rewritten: text === spaced.text ? spaced.rewritten : [...spaced.rewritten, 'half_width'] }
}

function halfWidth(char: string): string {
  const code = char.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0)
  if (code >= 0x2010 && code <= 0x2015) return '-'
  if (char === '−' || char === '﹣') return '-'
  return char === '。' ? '.' : char
}

/** A dash, a stroke or 无 where nothing is known. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.has(text.toLowerCase())
}
