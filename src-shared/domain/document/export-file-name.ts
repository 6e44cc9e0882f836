import type { LocalDate } from '../../kernel/time.ts'

export type ExportExtension = 'xlsx' | 'csv' | 'pdf'

/** Device names that Windows refuses as what stands before the first dot, whatever the extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*\./i
const PART_MAX = 60

/** `报表_项目_日期.xlsx` (domain rules 4.2: file name with project and date), safe on Windows: no forbidden sign, device name or trailing dot. */
export function exportFileName(parts: {
  readonly report: string
  readonly project: string
  readonly date: LocalDate
  readonly ext: ExportExtension
}): string {
  const names = [parts.report, parts.project].map(safePart).filter((part) => part !== '')
  const name = `${[...names, parts.date].join('_')}.${parts.ext}`
  return RESERVED.test(name) ? `-${name}` : name
}

function safePart(text: string): string {
  const plain = text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- these are the very signs that a file name must not have
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/\s+/g, ' ')
  return cutAt(plain, PART_MAX).replace(/^[. ]+|[. ]+$/g, '')
}

function cutAt(text: string, max: number): string {
  if (text.length <= max) return text
  let out = ''
  for (const char of text) {
    if (out.length + char.length > max) return out
    out += char
  }
  return out
}
