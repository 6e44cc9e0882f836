import { fileRefused } from './limits.ts'

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The five entities of XML and character numbers; nothing that a document declares itself. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,8});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

export function encodeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/**
 * The attributes of one opening tag by local name, decoded. Like all that reads a part it takes one pass: a pattern that could go back and
 * forth would let a small file keep the PC busy for hours.
 */
export function attributesOf(tag: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>
  for (const match of tag.matchAll(/(?<![\w.-])([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes[match[1] ?? ''] = decodeXml(match[2] ?? match[3] ?? '')
  }
  return attributes
}

export interface XmlElement {
  /** The opening tag. */
  readonly tag: string
  /** What stands between the tags; empty for `<name/>`. */
  readonly inner: string
  readonly at: number
  /** Where the text behind the element begins. */
  readonly end: number
}

/** The elements `name` in order. The first one that is never closed ends the list. */
export function* elementsOf(xml: string, name: string): Generator<XmlElement> {
  const open = `<${name}`
  const close = `</${name}>`
  for (let at = xml.indexOf(open); at >= 0;) {
    if (!/[\s/>]/.test(xml.charAt(at + open.length))) {
      at = xml.indexOf(open, at + open.length)
      continue
    }
    const tagEnd = xml.indexOf('>', at) + 1
    if (tagEnd === 0) return
    const isEmpty = xml.charAt(tagEnd - 2) === '/'
    const end = isEmpty ? tagEnd : xml.indexOf(close, tagEnd)
    if (end < 0) return
    yield { tag: xml.slice(at, tagEnd), inner: xml.slice(tagEnd, end), at, end: isEmpty ? end : end + close.length }
    at = xml.indexOf(open, end)
  }
}

/** The opening tags `name` of a part in order, with or without a namespace prefix. */
export function tagsOf(xml: string, name: string): string[] {
  return Array.from(xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^<>]*>`, 'g')), (match) => match[0])
}

const PREFIX_WITHIN = 2_000

/** `x:` when the part's root element has a prefix, as some writers give every element. */
export function prefixOf(xml: string): string {
  return /<(\w+:)\w+[\s>]/.exec(xml.slice(0, PREFIX_WITHIN))?.[1] ?? ''
}

/** A document type may declare entities that read other files or grow without bound: no workbook has one. @throws AppError */
export function refuseDoctype(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw fileRefused('import.file_unsafe')
}
