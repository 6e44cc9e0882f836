import { createHash } from 'node:crypto'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { hot } from '../db/read-handle.ts'
import type { ReadHandle } from '../db/read-handle.ts'
import type { UnitOfWork } from '../db/unit-of-work.ts'

/** One act: the same command id means the same operation with the same input by the same person, or a conflict. */
export interface Act {
  readonly commandId: string
  readonly op: string
  readonly userId: string
  readonly inputHash: string
}

interface KnownResult {
  readonly operation: string
  readonly user_id: string
  readonly input_hash: string
  readonly answer_json: string | null
}
const knownResult = hot<KnownResult>(
  'SELECT operation, user_id, input_hash, answer_json FROM command_result WHERE command_id = ?',
)
const KEEP =
  'INSERT INTO command_result(command_id, operation, user_id, input_hash, answer_json, at) VALUES(?,?,?,?,?,?)'

/** What the act was answered before; `null` when it is new. @throws AppError `command.conflict` */
export function findKeptAnswer(db: ReadHandle, act: Act): { readonly answer: unknown } | null {
  const row = db.hotFirst(knownResult, act.commandId)
  if (row === null) return null
  const same = row.operation === act.op && row.user_id === act.userId && row.input_hash === act.inputHash
  if (!same || row.answer_json === null) throw new AppError('command.conflict')
  return { answer: JSON.parse(row.answer_json) as unknown }
}

export function keepAnswer(unit: UnitOfWork, act: Act, answer: unknown): void {
  const { commandId, op, userId, inputHash } = act
  const sql = { table: 'command_result', text: KEEP } as const
  unit.technical(sql, commandId, op, userId, inputHash, JSON.stringify(answer), unit.now)
}

export function hashOf(op: string, input: unknown): string {
  return createHash('sha256').update(op).update('\n').update(canonical(input)).digest('base64')
}

/** JSON with sorted keys, so that the same input gives the same hash however the page built it. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
      const fields = part as Record<string, unknown>
      return Object.fromEntries(
        Object.keys(fields)
          .sort()
          .map((key) => [key, fields[key]]),
      )
    }) ?? 'undefined'
  )
}
