import { FEATURES, presetFeatures } from '../../../../src-shared/domain/access/features.ts'
import type { CommunityKind } from '../../../../src-shared/domain/access/features.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

export interface NewProject {
  readonly code: string
  readonly name: string
  readonly communityKind: CommunityKind
  readonly payeeName: string
}

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
    go_live_on: null,
    created_at: db.now,
    ended_on: null,
  }
  db.insert('project', row)
  const on = presetFeatures(communityKind)
  for (const feature of FEATURES) db.setFeature(id, feature, on.has(feature) ? 1 : 0)
  return id
}
