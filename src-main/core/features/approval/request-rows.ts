import type { AskedApproval } from '../../../../src-shared/domain/approval/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { openText } from '../../db/sealing.ts'
import type { ApprovalRequestTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { canonical } from '../../request/kept-answers.ts'
import type { Assessment } from './kind.ts'

const byId = hot<ApprovalRequestTable>('SELECT * FROM approval_request WHERE id = ?')
const byAct = hot<ApprovalRequestTable>('SELECT * FROM approval_request WHERE command_id = ?')
const personKey = hot<{ key: Buffer }>('SELECT key FROM person_key WHERE person_id = ?')

export function findRequest(db: ReadHandle, requestId: string): ApprovalRequestTable | null {
  return db.hotFirst(byId, requestId)
}
export function findRequestOfAct(db: ReadHandle, commandId: string): ApprovalRequestTable | null {
  return db.hotFirst(byAct, commandId)
}

export interface NewRequest {
  readonly kind: string
  readonly operation: string
  readonly commandId: string
  readonly inputJson: string | null
  readonly inputHash: string
  readonly assessment: Assessment
  readonly projectId: string
  readonly reason: string
  readonly way: ApprovalRequestTable['way']
  readonly state: 'pending' | 'approved' | 'nobody_else'
  readonly requestedBy: string
  readonly expiresAt: number
  readonly decidedBy: string | null
}

/** Personal input goes into the row, and so into the operation, sealed with its person's key. */
export function insertRequest(db: UnitOfWork, request: NewRequest): string {
  const { assessment, inputJson } = request
  const { personId, facts, amountFen, buildingIds } = assessment
  const id = db.newId()
  db.insert('approval_request', {
    id,
    project_id: request.projectId,
    kind: request.kind,
    operation: request.operation,
    command_id: request.commandId,
    input_json: inputJson === null || personId === null ? inputJson : db.sealFor(personId, inputJson),
    input_hash: request.inputHash,
    person_id: personId,
    facts_json: JSON.stringify(facts),
    amount_fen: amountFen,
    building_ids_json: buildingIds === null ? null : JSON.stringify(buildingIds),
    reason: request.reason,
    way: request.way,
    state: request.state,
    requested_by: request.requestedBy,
    requested_at: db.now,
    expires_at: request.expiresAt,
    decided_by: request.decidedBy,
    decided_at: request.state === 'pending' ? null : db.now,
    decision_reason: null,
  })
  db.emit('approval.changed', { requestIds: [id] })
  return id
}

export interface Decided {
  readonly state: Exclude<ApprovalRequestTable['state'], 'pending' | 'nobody_else'>
  readonly by: string | null
  readonly reason?: string
  readonly way?: ApprovalRequestTable['way']
}

export function markDecided(db: UnitOfWork, requestId: string, { state, by, reason, way }: Decided): void {
  const decision = { decided_by: by, decided_at: db.now, decision_reason: reason ?? null }
  db.update('approval_request', requestId, { state, ...decision, ...(way === undefined ? {} : { way }) })
  db.emit('approval.changed', { requestIds: [requestId] })
}

/** @throws AppError `approval.input_gone` when it was never kept or its person has been erased. */
export function storedInputOf(db: ReadHandle, row: ApprovalRequestTable): string {
  if (row.input_json === null) throw new AppError('approval.input_gone')
  if (row.person_id === null) return row.input_json
  const sealed = db.hotFirst(personKey, row.person_id)
  if (sealed === null) throw new AppError('approval.input_gone')
  return openText(sealed.key, row.input_json)
}

export function askedOf(row: ApprovalRequestTable): AskedApproval {
  return {
    state: row.state,
    applicantId: row.requested_by,
    projectId: row.project_id,
    amountFen: row.amount_fen as Fen | null,
    buildingIds: row.building_ids_json === null ? null : (JSON.parse(row.building_ids_json) as string[]),
    expiresAt: row.expires_at as Instant,
  }
}

/** What was shown to whoever decides is still what would happen. */
export function isStillSo(row: ApprovalRequestTable, { facts, amountFen, buildingIds }: Assessment): boolean {
  const then = [JSON.parse(row.facts_json), row.amount_fen, askedOf(row).buildingIds]
  return canonical(then) === canonical([facts, amountFen, buildingIds])
}
