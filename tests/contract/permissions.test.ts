import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { FEATURE_CONTRACTS, contract } from '../../src-shared/contract/index.ts'
import type { AnyOperation } from '../../src-shared/contract/request/define.ts'
import type { WireError } from '../../src-shared/contract/request/wire.ts'
import { PRESET_ROLES, presetPermissions } from '../../src-shared/domain/access/roles.ts'
import type { PresetRole } from '../../src-shared/domain/access/roles.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import { counterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const OPERATIONS: readonly (readonly [string, AnyOperation])[] = Object.entries(contract)
/** No operation takes it: whoever may ask is told so, whoever may not is told that, and nothing runs. */
const NOTHING = { nothingOfThatName: 1 }

let test: TestCore
const seats = new Map<PresetRole, TestSeat>()
beforeAll(async () => {
  test = await startTestCore()
  const world = await counterWorld(test)
  for (const role of PRESET_ROLES) seats.set(role, await world.cashier(`as_${role}`, undefined, role))
}, 120_000)
afterAll(() => test.stop())

async function refusalTo(seat: TestSeat, op: string, operation: AnyOperation): Promise<WireError | null> {
  const result =
    operation.kind === 'query'
      ? await seat.client.query(op, NOTHING)
      : await seat.client.command(op, NOTHING, { commandId: test.newId() })
  return result.ok ? null : result.error
}

describe.each(PRESET_ROLES)('the preset role %s', (role) => {
  it('may do exactly what it lists, of every operation', async () => {
    const seat = seats.get(role) ?? test.seat()
    const own = new Set<string>(presetPermissions(role))
    const wrong: string[] = []
    for (const [op, operation] of OPERATIONS) {
      const { permission } = operation
      const open = permission === 'public' || permission === 'signed_in' || own.has(permission)
      const error = await refusalTo(seat, op, operation)
      const expected = open ? 'input.invalid' : 'permission.denied'
      if (error?.code !== expected) wrong.push(`${op}: ${error?.code ?? 'accepted'} instead of ${expected}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('somebody who has not signed in', () => {
  it('is refused everything but what is public', async () => {
    const seat = test.seat()
    const wrong: string[] = []
    for (const [op, operation] of OPERATIONS) {
      const code = (await refusalTo(seat, op, operation))?.code
      if (code !== (operation.permission === 'public' ? 'input.invalid' : 'session.required'))
        wrong.push(`${op}: ${code}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('a locked window', () => {
  it('is refused everything but what the lock screen needs', async () => {
    const seat = test.seat()
    await seat.login()
    await seat.command('session.lock', {})
    const wrong: string[] = []
    for (const [op, operation] of OPERATIONS) {
      const code = (await refusalTo(seat, op, operation))?.code
      const open = operation.whileLocked === true || operation.permission === 'public'
      if (code !== (open ? 'input.invalid' : 'session.locked')) wrong.push(`${op}: ${code}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('a feature that is switched off', () => {
  it('answers none of its operations to anybody, and the rest as before', async () => {
    const write = (enabled: 0 | 1): void => {
      const projectId = test.core.database.read.hotFirst(hot<{ id: string }>('SELECT id FROM project'))?.id ?? ''
      test.core.database.transact({ command: 'test.switch', userId: 'system' }, (unit) => {
        for (const { feature } of FEATURE_CONTRACTS) if (feature !== null) unit.setFeature(projectId, feature, enabled)
      })
    }
    write(0)
    const seat = test.seat()
    await seat.login()
    const wrong: string[] = []
    for (const { feature, operations } of FEATURE_CONTRACTS) {
      for (const [op, operation] of Object.entries(operations) as [string, AnyOperation][]) {
        const code = (await refusalTo(seat, op, operation))?.code
        if (code !== (feature === null ? 'input.invalid' : 'feature.off')) wrong.push(`${op}: ${code}`)
      }
    }
    expect(wrong).toEqual([])
    write(1)
  })
})
