import type { DialValue } from '../../src-shared/domain/meter/index.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { billingWorld, home } from './billing-world.ts'
import type { TestCore } from './test-core.ts'

/** A dial in whole units, counting up. */
export function dial(units: number, changes: Partial<DialValue> = {}): DialValue {
  return { register: 'total', valueE3: Math.round(units * 1000), run: 'forward', rollOver: 'by_rule', ...changes }
}

const PLAIN = {
  medium: 'cold_water',
  registers: ['total'],
  loss: { kind: 'none' },
  parentCode: null,
  place: null,
  route: '3栋',
  routeOrder: 1,
  serialNo: null,
  digits: 5,
  multiplierE3: 1000,
  verifiedUntilOn: null,
  roomCode: null,
  buildingId: null,
  first: null,
} as const

/** An office that reads meters. `testNow` answers the core of the moment: tests restart it. */
export function meteringWorld(testNow: () => TestCore) {
  const admin = () => testNow().admin
  const billing = billingWorld(testNow)

  /** A meter with its first reading; `units` null leaves it without. */
  async function addMeter(code: string, units: number | null, more: Record<string, unknown> = {}): Promise<string> {
    const first = units === null ? null : { readOn: '2026-08-31' as LocalDate, dials: [dial(units)] }
    const input = { ...PLAIN, registers: [...PLAIN.registers], code, first, ...more }
    const { meterId } = await admin().command('metering.create', input as never)
    return meterId
  }

  async function rowOf(meterId: string, month: string) {
    const { rows } = await admin().query('metering.sheet', { month: month as Month, route: null })
    const row = rows.find((one) => one.meterId === meterId)
    if (row === undefined) throw new Error('the meter stands in the sheet')
    return row
  }

  function enter(meterId: string, readOn: string, units: number, more: Record<string, unknown> = {}) {
    const input = {
      meterId,
      month: readOn.slice(0, 7),
      readingId: null,
      readOn,
      kind: 'normal',
      dials: [dial(units)],
      confirmed: [],
      ...more,
    }
    return admin().command('metering.enter', input as never)
  }

  return {
    ...billing,
    addMeter,
    rowOf,
    enter,
    addHome: async (code: string, more: Parameters<typeof home>[2] = {}) => {
      const [roomId] = await billing.addRooms([home(code, 8_943, more)])
      return roomId ?? ''
    },
    open: (meterId: string) => admin().query('metering.open', { meterId: meterId as never }),
  }
}
export type MeteringWorld = ReturnType<typeof meteringWorld>
