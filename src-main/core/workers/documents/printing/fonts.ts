import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Font } from 'fontkit'
import { create } from 'fontkit'

/** Parsed once (40–130 ms each) and passed on: parsing per document would cost more than drawing it. */
export interface PaperFonts {
  readonly regular: Font
  readonly bold: Font
}

export async function loadFonts(dir: string): Promise<PaperFonts> {
  const [regular, bold] = await Promise.all([
    readFile(join(dir, 'NotoSansHans-Regular.otf')),
    readFile(join(dir, 'NotoSansHans-Bold.otf')),
  ])
  return { regular: parseFont(regular), bold: parseFont(bold) }
}

export function parseFont(bytes: Buffer): Font {
  const font = create(bytes)
  if (!('layout' in font)) throw new Error('A font collection is no font')
  return font
}

/** The characters of `text` that would print as an empty box, each once, so that a page can warn before issuing. */
export function missingGlyphs(text: string, fonts: PaperFonts): string[] {
  const missing = new Set<string>()
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (isInvisible(code)) continue
    if (!fonts.regular.hasGlyphForCodePoint(code) || !fonts.bold.hasGlyphForCodePoint(code)) missing.add(char)
  }
  return [...missing]
}

/** Line ends and tabs are laid out, not drawn. */
function isInvisible(code: number): boolean {
  return code === 0x09 || code === 0x0a || code === 0x0d
}
