import { elementAt } from './lists.ts'
import { makeIdNo, makePhone, mistypeIdNo } from './identity.ts'
import { makeName, type NameKind } from './names.ts'
import { countOf, pickFrom, type Random, sampleOf, shuffled } from './random.ts'
import type { PersonRecord } from './records.ts'

/** A person before he has a name. Members of a household give no ID number: nothing is collected without need (rule J40). */
export interface PersonDraft {
  readonly kind: 'natural' | 'company'
  readonly party: 'owner' | 'tenant' | 'household'
}

/** Rates of domain rules 8.5 in ppm; where it names a kind without a rate, ours. */
const NAME_RATES: readonly (readonly [NameKind, number])[] = [
  ['rare', 10_000],
  ['double_surname', 8_000],
  ['foreign', 5_000],
  ['couple', 5_000],
]
const SAME_NAME_PPM = 15_000
const PHONE_MISSING_PPM = 40_000
const PHONE_SHARED_PPM = 20_000
const ID_MISSING_PPM = 80_000
const ID_WRONG_PPM = 5_000

/** Names, phones and ID numbers for the drafts, with the dirt of domain rules 8.5 in exact counts. */
export function namePersons(drafts: readonly PersonDraft[], random: Random): PersonRecord[] {
  const names = drawNames(drafts, random)
  const phones = drawPhones(drafts.length, random)
  const idNos = drawIdNos(drafts, random)
  return drafts.map((draft, index) => ({
    index,
    kind: draft.kind,
    name: elementAt(names, index),
    phone: elementAt(phones, index),
    id_no: elementAt(idNos, index),
  }))
}

function drawNames(drafts: readonly PersonDraft[], random: Random): string[] {
  const natural = drafts.flatMap((draft, at) => (draft.kind === 'natural' ? [at] : []))
  const kinds = new Map<number, NameKind>()
  const order = shuffled(random, natural)
  for (const [kind, ppm] of NAME_RATES)
    for (const at of order.splice(0, countOf(natural.length, ppm))) kinds.set(at, kind)
  const used = new Set<string>()
  const names = drafts.map((draft, at) => {
    const kind = draft.kind === 'company' ? 'company' : (kinds.get(at) ?? 'ordinary')
    return drawUnused(used, () => makeName(kind, random))
  })
  // Namesakes are made on purpose, so that their share is the stated one in a project of any size.
  const namesakes = order.splice(0, countOf(natural.length, SAME_NAME_PPM))
  for (const at of namesakes) names[at] = elementAt(names, pickFrom(random, order))
  return names
}

/** The ten foreigners run out in a large project: after some tries a name may come twice. */
function drawUnused(used: Set<string>, draw: () => string): string {
  let name = draw()
  for (let tries = 0; used.has(name) && tries < 20; tries++) name = draw()
  used.add(name)
  return name
}

function drawPhones(count: number, random: Random): (string | null)[] {
  const everyone = Array.from({ length: count }, (_, at) => at)
  const start = random.int(10_000)
  const phones: (string | null)[] = everyone.map((at) => makePhone(start + at))
  const order = shuffled(random, everyone)
  for (const at of order.splice(0, countOf(count, PHONE_MISSING_PPM))) phones[at] = null
  for (const at of order.splice(0, countOf(count, PHONE_SHARED_PPM)))
    phones[at] = elementAt(phones, pickFrom(random, order))
  return phones
}

function drawIdNos(drafts: readonly PersonDraft[], random: Random): (string | null)[] {
  const asked = drafts.flatMap((draft, at) => (draft.kind === 'natural' && draft.party !== 'household' ? [at] : []))
  const missing = new Set(sampleOf(random, asked, countOf(asked.length, ID_MISSING_PPM)))
  const holders = asked.filter((at) => !missing.has(at))
  const used = new Set<string>()
  const mistyped = new Set(sampleOf(random, holders, countOf(holders.length, ID_WRONG_PPM)))
  const idNos: (string | null)[] = drafts.map(() => null)
  for (const at of holders) {
    const idNo = drawUnused(used, () => makeIdNo(random, at))
    idNos[at] = mistyped.has(at) ? mistypeIdNo(idNo) : idNo
  }
  return idNos
}
