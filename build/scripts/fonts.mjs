// Copies the two font files out of their package (it hides them behind `exports`) into the git-ignored resources/fonts/.
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inProject } from './paths.mjs'

const names = ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf']

export function copyFonts() {
  const target = inProject('resources', 'fonts')
  mkdirSync(target, { recursive: true })
  for (const name of names) {
    const from = inProject('node_modules', '@embedpdf', 'fonts-sc', 'fonts', name)
    const to = join(target, name)
    if (existsSync(to) && statSync(to).size === statSync(from).size) continue
    copyFileSync(from, to)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) copyFonts()
