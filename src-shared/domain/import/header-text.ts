import { toHalfWidth } from '../../kernel/money.ts'

/** A header as the synonyms are written: no spaces, no unit or hint in brackets, no star, lower case. */
export function headerKey(text: string): string {
  return toHalfWidth(text)
    .toLowerCase()
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g, '')
    .replace(/[\s*:_#.,"'’-]/g, '')
    .replace(/(㎡|m²|m2|平方米|平米)$/, '')
}

/** The title over a group of columns, `业主信息` → `业主`. */
export function groupKey(text: string): string {
  return headerKey(text).replace(/(基本)?(信息|资料|情况|部分|档案|info|information|details)$/, '')
}
