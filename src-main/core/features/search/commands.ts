import { classifyQuery } from '../../../../src-shared/domain/person/index.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import { noteLookup } from '../room/index.ts'
import { hitsOf } from './hits.ts'
import { asksForPerson, findDocuments } from './match.ts'

/**
 * Looking somebody up by a whole phone or ID number is a command and not a query: the record of it and the limit stand in the
 * file, outlive a restart and belong to the chain of operations. A query could keep them in the reader's memory alone.
 */
export const searchCommands: Commands = {
  'search.look_up': handles('search.look_up', (context, { text, limit }) => {
    const { db, actor, today } = context
    const intents = classifyQuery(text).filter(asksForPerson)
    const [first] = intents
    if (first === undefined) return { hits: [], more: false }

    noteLookup(context, { kind: 'search', field: first.kind === 'id_number' ? 'id_no' : 'phone' })
    return hitsOf({ db, actor, today }, findDocuments(db, actor, intents), limit)
  }),
}
