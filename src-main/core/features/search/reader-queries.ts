import { classifyQuery } from '../../../../src-shared/domain/person/index.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { hitsOf } from './hits.ts'
import { intentsFor } from './intents.ts'
import { asksForPerson, findDocuments } from './match.ts'

export function searchReaderQueries(): Queries {
  return {
    'search.find': answers('search.find', ({ db, actor, today }, { text, limit }) => {
      const intents = classifyQuery(text)
      const open = intentsFor(
        actor,
        intents.filter((intent) => !asksForPerson(intent)),
      )
      const found = hitsOf({ db, actor, today }, findDocuments(db, actor, open), limit)
      return { ...found, asksForPerson: intents.some(asksForPerson) }
    }),
  }
}
