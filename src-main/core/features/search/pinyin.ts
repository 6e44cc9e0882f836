import { pinyin } from 'pinyin-pro'

import type { Pinyin } from '../../../../src-shared/domain/person/index.ts'

const MOST_KNOWN = 20_000
const known = new Map<string, readonly (readonly string[])[]>()

/**
 * Readings of a Chinese name: as a name (单雄 is Shan Xiong) and as ordinary text (dan xiong), for clerks type either.
 * Names repeat, so the latest are kept.
 */
export const readingsOf: Pinyin = (name) => {
  const kept = known.get(name)
  if (kept !== undefined) return kept
  const asName = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true })
  const asText = pinyin(name, { toneType: 'none', type: 'array', v: true })
  const readings = asName.join(' ') === asText.join(' ') ? [asName] : [asName, asText]
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(name, readings)
  return readings
}
