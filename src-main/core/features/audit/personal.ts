import { maskIdNumber, maskName, maskPhone, personKindOf } from '../../../../src-shared/domain/person/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { openText } from '../../db/sealing.ts'
import type { Actor } from '../../request/context.ts'
import { shownName } from '../room/index.ts'

const personKey = hot<{ key: Buffer }>('SELECT key FROM person_key WHERE person_id = ?')

export interface Sealed {
  readonly sealed: string
}
export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && typeof (value as Sealed).sealed === 'string'
}

/** What was sealed; `null` once the person has been erased. */
export function unseal(db: ReadHandle, personId: string, { sealed }: Sealed): string | null {
  const row = db.hotFirst(personKey, personId)
  return row === null ? null : openText(row.key, sealed)
}

/** In the log personal fields are masked for everybody: who needs one asks for it, with a reason. */
export function maskField(column: string, text: string): string {
  if (column === 'phone') return maskPhone(text)
  if (column === 'id_no') return maskIdNumber(text)
  return column === 'name' ? maskName(text, personKindOf(text)) : '****'
}

/** Names that money documents keep for their legal term are not sealed; they are whole for who may see names. */
export function shownDocumentName(actor: Actor, name: string): string {
  return shownName(actor, { name, kind: personKindOf(name) })
}
