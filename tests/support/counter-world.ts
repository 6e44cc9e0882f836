import { hot } from '../../src-main/core/db/read-handle.ts'
import { insertRooms } from '../../src-main/core/features/room/index.ts'
import type { NewRoom } from '../../src-main/core/features/room/index.ts'
import { hashPassword } from '../../src-main/core/features/session/index.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import type { TestCore, TestSeat } from './test-core.ts'

/** Rooms with bills to pay and people who collect, for tests of the counter. */
export interface CounterWorld {
  readonly projectId: string
  room(code: string, more?: Partial<NewRoom>): string
  /** A posted line of a room; answers its id. */
  line(room: string, fields: LineFields): Id
  /** A cashier of the office, signed in; `buildings` limits what they see. */
  cashier(username: string, buildings?: readonly string[], role?: string): Promise<TestSeat>
  buildingOf(roomId: string): string
}

export interface LineFields {
  readonly month: string
  readonly amountFen: number
  readonly feeItem?: string
  readonly priority?: number
  readonly dueOn?: string
  readonly state?: 'posted' | 'generating'
}

export const CASHIER_PASSWORD = 'Shoufei-2026'
/** Notes of 100 元 and coins of 0.10 that make up the amount. */
export function pieces(fen: number): Record<string, number> {
  const none = { '10000': 0, '5000': 0, '2000': 0, '1000': 0, '500': 0, '100': 0, '50': 0, '10': 0 }
  return { ...none, '10000': Math.floor(fen / 10_000), '10': Math.floor((fen % 10_000) / 10) }
}

export async function counterWorld(test: TestCore): Promise<CounterWorld> {
  const { session } = await test.admin.query('session.current', {})
  const projectId = session?.project?.id ?? ''
  const passwordHash = await hashPassword(CASHIER_PASSWORD)
  const write = <T>(work: Parameters<typeof test.core.database.transact<T>>[1]): T =>
    test.core.database.transact({ command: 'test.world', userId: 'system' }, work).value
  const one = <T>(sql: string, ...parameters: string[]): T | null =>
    test.core.database.read.hotFirst(hot<T>(sql), ...parameters)

  function run(state: 'posted' | 'generating', month: string): string {
    const known = one<{ id: string }>('SELECT id FROM bill_run WHERE month = ? AND state = ?', month, state)
    if (known !== null) return known.id
    return write((unit) => {
      const id = unit.newId()
      const { now } = unit
      const counts = { created: 0, existing: 0, skipped: 0, total_fen: 0 }
      const run = {
        id,
        project_id: projectId,
        month,
        kind: 'month' as const,
        state,
        scope_json: '{}',
        ...counts,
        job_id: null,
        started_by: 'system',
        started_at: now,
        fingerprint: null,
        checked_by: null,
      }
      unit.insert('bill_run', { ...run, posted_at: state === 'posted' ? now : null, business_on: `${month}-01` })
      return id
    })
  }

  function item(name: string, priority: number): { itemId: string; standardId: string } {
    const known = one<{ itemId: string; standardId: string }>(
      'SELECT i.id AS itemId, s.id AS standardId FROM fee_item i JOIN fee_standard s ON s.fee_item_id = i.id WHERE i.name = ?',
      name,
    )
    if (known !== null) return known
    return write((unit) => {
      const [itemId, standardId] = [unit.newId(), unit.newId()]
      unit.insert('fee_item', {
        id: itemId,
        project_id: projectId,
        code: itemId.slice(-6),
        name,
        nature: 'revenue',
        expects: priority === 1 ? 'every_room' : 'bound_only',
        tax_rate_ppm: 0,
        priority,
        ended_on: null,
      })
      const terms = {
        project_id: projectId,
        fee_item_id: itemId,
        code: standardId.slice(-6),
        name,
        tariff_kind: 'area',
        terms_json: '{}',
      } as const
      unit.insert('fee_standard', { id: standardId, ...terms, version: 1, ended_on: null })
      return { itemId, standardId }
    })
  }

  return {
    projectId,
    room: (code, more = {}) =>
      write((unit) => insertRooms(unit, { projectId, importBatchId: null }, [home(code, more)]))[0] ?? '',
    line: (roomId, { month, amountFen, feeItem = '物业费', priority = 1, dueOn, state = 'posted' }) => {
      const bill_run_id = run(state, month)
      const { itemId, standardId } = item(feeItem, priority)
      const term = one<{ id: string }>('SELECT id FROM owner_term WHERE room_id = ?', roomId)
      return write((unit) => {
        const id = unit.newId()
        const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0))
          .toISOString()
          .slice(0, 10)
        const days = { month, from_on: `${month}-01`, to_on: last, due_on: dueOn ?? last }
        const of = {
          room_id: roomId,
          owner_term_id: term?.id ?? '',
          fee_item_id: itemId,
          fee_standard_id: standardId,
          bill_run_id,
        }
        const explanation = {
          formula: 1,
          tariff: { kind: 'area', basis: 'built' },
          proration: { kind: 'actual_days' },
          rounding: { mode: 'half_up', precision: 'fen', scope: 'month' },
          priceVersion: '2024-01-01',
          position: 0,
          roundedFen: amountFen,
          parts: [
            {
              priceE6: 1_800_000,
              quantity: { value: 8_943, scale: 2 },
              factor: [1, 1],
              days: 30,
              ofDays: 30,
              repeat: 1,
            },
          ],
        }
        const key = { line_key: id, attempt: 1, amount_fen: amountFen, explanation_json: JSON.stringify(explanation) }
        unit.insert('receivable', {
          id,
          project_id: projectId,
          ...of,
          ...days,
          ...key,
          business_on: `${month}-01`,
          at: unit.now,
        })
        return id as Id
      })
    },
    cashier: async (username, buildings, role = 'clerk') => {
      const roleId = one<{ id: string }>('SELECT id FROM role WHERE code = ?', role)?.id ?? ''
      write((unit) => {
        const id = unit.newId()
        const account = {
          username,
          display_name: username,
          password_hash: passwordHash,
          must_change_password: 0,
          state: 'active',
          disabled_reason: null,
          handed_by: null,
          handed_at: null,
        } as const
        unit.insert('user', { id, ...account, created_at: unit.now })
        const building_ids_json = buildings === undefined ? null : JSON.stringify(buildings)
        unit.insert('user_role', {
          id: unit.newId(),
          user_id: id,
          project_id: projectId,
          role_id: roleId,
          building_ids_json,
          ended_at: null,
        })
      })
      const seat = test.seat()
      await seat.login(username, CASHIER_PASSWORD)
      return seat
    },
    buildingOf: (roomId) =>
      one<{ building_id: string }>('SELECT building_id FROM room WHERE id = ?', roomId)?.building_id ?? '',
  }
}

function home(code: string, more: Partial<NewRoom>): NewRoom {
  return {
    building: '3栋',
    unit: '2单元',
    floor: null,
    roomNo: code,
    code,
    usage: 'residence',
    occupancy: 'occupied',
    handoverOn: '2019-06-18' as LocalDate,
    openingPaidUntilOn: null,
    note: null,
    areas: [{ fromOn: null, builtAreaE2: 8_943, innerAreaE2: null }],
    ownerTerms: [{ fromOn: null, toOn: null, owners: [{ name: `业主${code}`, phone: '13800008888', idNo: null }] }],
    tenants: [],
    ...more,
  }
}

/** Opens the seat's shift with so much float in 元. */
export async function openShift(seat: TestSeat, drawer: string, floatYuan = 500): Promise<Id> {
  const { shift } = await seat.command('shift.open', { drawer, floatPieces: pieces(floatYuan * 100) })
  return shift.shiftId
}
