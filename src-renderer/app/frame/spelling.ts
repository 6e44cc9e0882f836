import type { Spelling } from './palette-entries.ts'

const NONE: Spelling = { full: '', initials: '' }

/** Pinyin of titles. The dictionary is large and only the palette wants it, so it is loaded when that first opens. */
export async function loadSpelling(): Promise<(title: string) => Spelling> {
  const { pinyin } = await import('pinyin-pro')
  return (title) => {
    if (!/\p{Script=Han}/u.test(title)) return NONE
    const parts = pinyin(title, { toneType: 'none', type: 'array', v: true })
      .map((part) => part.toLowerCase().replace(/[^a-z\d]/g, ''))
      .filter((part) => part !== '')
    return { full: parts.join(''), initials: parts.map((part) => part.slice(0, 1)).join('') }
  }
}

export function noSpelling(): Spelling {
  return NONE
}
