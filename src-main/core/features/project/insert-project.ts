import { FEATURES, presetFeatures } from '../../../../src-shared/domain/access/features.ts'
import type { CommunityKind } from '../../../../src-shared/domain/access/features.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

export interface NewProject {
  readonly code: string
  readonly name: string
  readonly communityKind: CommunityKind
  readonly payeeName: string
}

const booksTaken = hot<{ receipt_book: string }>('SELECT receipt_book FROM project')

/** A project with the switches of its kind. Returns its id. */
export function insertProject(db: UnitOfWork, project: NewProject): string {
  const id = db.newId()
  const { code, name, communityKind, payeeName } = project
  const row = {
    id,
    code,
    name,
    community_kind: communityKind,
    payee_name: payeeName,
    receipt_book: freeReceiptBook(db),
    go_live_on: null,
    created_at: db.now,
    ended_on: null,
  }
  db.insert('project', row)
  const on = presetFeatures(communityKind)
  for (const feature of FEATURES) db.setFeature(id, feature, on.has(feature) ? 1 : 0)
  return id
}

/**
 * 票据本: one code per payee, unique in the data file: SJ for the first, SJ2 for the second (architecture §4, numbers). Taken
 * once and kept: the numbers of its receipts count on it.
 */
function freeReceiptBook(db: ReadHandle): string {
  const taken = new Set(db.hotAll(booksTaken).map(({ receipt_book }) => receipt_book))
  let nth = 1
  while (taken.has(bookNamed(nth))) nth += 1
  return bookNamed(nth)
}

function bookNamed(nth: number): string {
  return nth === 1 ? 'SJ' : `SJ${nth}`
}
