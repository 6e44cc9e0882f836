import { classifyQuery } from '../../../../src-shared/domain/person/index.ts'
import type { SearchIntent } from '../../../../src-shared/domain/person/index.ts'
import { roomQueryTokens } from '../../../../src-shared/domain/room/index.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { buildingToken, projectToken, sequenceToken, wholeReceiptToken } from './tokens.ts'

/** Where the asker may look. `null`: every building of the project. */
export interface SearchScope {
  readonly projectId: string
  readonly buildingIds: readonly string[] | null
}

export type Matched = 'room' | 'name' | 'phone' | 'id_no' | 'plate' | 'receipt'

export interface FoundDocument {
  readonly kind: 'room' | 'receipt'
  readonly objectId: string
  readonly rankKey: string
  readonly matched: Matched
  /** Of a room: nearness of the text, 0 for the whole code; filled in by whoever ranks. */
  readonly intent: SearchIntent
}

/** So many documents are read for one meaning of the text; whoever needs more narrows the text. */
const MOST_CANDIDATES = 60

interface DocRow {
  readonly kind: 'room' | 'receipt'
  readonly object_id: string
  readonly rank_key: string
}
const matching =
  hot<DocRow>(`SELECT d.kind, d.object_id, d.rank_key FROM search_index i JOIN search_doc d ON d.id = i.rowid
  WHERE search_index MATCH ? LIMIT ${MOST_CANDIDATES}`)

/** A whole phone or ID number finds a person by what only that person has: such a look-up is logged and limited. */
export function asksForPerson(intent: SearchIntent): boolean {
  return intent.kind === 'id_number' || (intent.kind === 'phone' && intent.part === 'whole')
}

/** Documents for each meaning of the text, the likelier meaning first, each document once. */
export function findDocuments(db: ReadHandle, scope: SearchScope, intents: readonly SearchIntent[]): FoundDocument[] {
  if (scope.buildingIds?.length === 0) return []
  const found = new Map<string, FoundDocument>()
  for (const intent of intents) {
    for (const words of wordsOf(intent)) {
      // The next, looser words are asked for only when the exact ones have not filled the list.
      if (found.size >= MOST_CANDIDATES) break
      for (const row of db.hotAll(matching, `${scopeQuery(scope)} AND ${words.query}`)) {
        if (found.has(row.object_id)) continue
        found.set(row.object_id, {
          kind: row.kind,
          objectId: row.object_id,
          rankKey: row.rank_key,
          matched: words.matched,
          intent,
        })
      }
    }
  }
  return [...found.values()]
}

/**
 * The text of a list's filter as one question to the index, or `null` when it means nothing yet. Whole phones and ID numbers find
 * nothing here: they go through the look-up that is logged.
 */
export function listFilterQuery(scope: SearchScope, text: string): string | null {
  const intents = classifyQuery(text)
  if (intents.length === 0) return null
  const words = intents
    .filter((intent) => !asksForPerson(intent))
    .flatMap((intent) => wordsOf(intent).map(({ query }) => query))
  if (words.length === 0) return `${scopeQuery(scope)} AND room : "none"`
  return `${scopeQuery(scope)} AND (${words.join(' OR ')})`
}

function scopeQuery({ projectId, buildingIds }: SearchScope): string {
  const project = `room : ${projectToken(projectId)}`
  if (buildingIds === null) return project
  return `${project} AND room : (${buildingIds.map(buildingToken).join(' OR ')})`
}

interface Words {
  readonly query: string
  readonly matched: Matched
}

/** What to ask the index for one meaning, exact words before beginnings of words. */
function wordsOf(intent: SearchIntent): Words[] {
  switch (intent.kind) {
    case 'room': {
      const tokens = roomQueryTokens(intent.query).map(quoted)
      return [
        { matched: 'room', query: `room : (${tokens.join(' OR ')})` },
        { matched: 'room', query: `room : (${tokens.map((token) => `${token} *`).join(' OR ')})` },
      ]
    }
    case 'plate':
      return [{ matched: 'plate', query: `plate : ${quoted(intent.plate.toLowerCase())} *` }]
    case 'phone':
      return [{ matched: 'phone', query: `phone : ${quoted(intent.digits)}` }]
    case 'id_number':
      return [{ matched: 'id_no', query: `id_no : ${quoted(intent.idNumber.toLowerCase())}` }]
    case 'receipt':
      return [{ matched: 'receipt', query: `receipt : ${quoted(wholeReceiptToken(receiptText(intent.number)))}` }]
    case 'receipt_tail':
      return [{ matched: 'receipt', query: `receipt : ${quoted(sequenceToken(intent.year, intent.sequence))}` }]
    case 'name':
      return [{ matched: 'name', query: `name : ${quoted([...intent.han].join(' '))}` }]
    case 'spelling':
      return [
        { matched: 'name', query: `name : ${quoted(intent.letters)}` },
        { matched: 'name', query: `name : ${quoted(intent.letters)} *` },
      ]
    default:
      return assertNever(intent)
  }
}

function receiptText({ book, device, year, sequence }: Extract<SearchIntent, { kind: 'receipt' }>['number']): string {
  return `${book}${device}${year}${String(sequence).padStart(6, '0')}`
}

/** A string of FTS5. Tokens hold letters, digits and Han; quotes are doubled all the same. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
