import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PaperFonts } from './fonts.ts'
import { loadFonts } from './fonts.ts'

const root = resolve(import.meta.dirname, '../../../../..')
let loaded: Promise<PaperFonts> | null = null

/** The shipped fonts, or those of the package that they are copied from. */
export function testFonts(): Promise<PaperFonts> {
  const shipped = resolve(root, 'resources/fonts')
  loaded ??= loadFonts(
    existsSync(resolve(shipped, 'NotoSansHans-Bold.otf'))
      ? shipped
      : resolve(root, 'node_modules/@embedpdf/fonts-sc/fonts'),
  )
  return loaded
}
