import { type Reading, value, wrong } from './reading.ts'
import type { Tidied } from './tidy.ts'

/** What a room is used for (用途). */
export type RoomUsage = 'residence' | 'shop' | 'parking' | 'storage' | 'office' | 'other'

/** In this order: 地下车位 is parking before 地下室 is storage, 商业办公 is an office. */
const WORDS: readonly (readonly [RoomUsage, RegExp])[] = [
  ['parking', /车位|车库|停车|parking|garage|carport/],
  ['storage', /储藏|储物|杂物|地下室|仓库|storage|cellar|store ?room/],
  ['office', /办公|写字楼|office/],
  ['shop', /商铺|商业|商用|门市|门面|店面|商场|网点|底商|shop|retail|commercial|store/],
  ['residence', /住宅|居住|民用|公寓|别墅|洋房|高层|多层|residen|apartment|flat|villa|dwelling|home/],
  ['other', /其他|其它|配套|物业用房|会所|幼儿园|other/],
]

export function readUsage(tidied: Tidied): Reading<RoomUsage> {
  const text = tidied.text.toLowerCase()
  const found = WORDS.find(([, words]) => words.test(text))
  return found === undefined ? wrong('import.usage_unknown', { text: tidied.text }) : value(found[0], tidied.rewritten)
}

/** The usage that a room's code tells when no column does: 商场M111 and 门市A-5 are shops, all else a home. */
export function usageOfCode(code: string): RoomUsage {
  const found = WORDS.find(([, words]) => words.test(code.toLowerCase()))
  return found === undefined ? 'residence' : found[0]
}
