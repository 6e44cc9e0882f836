import { MEDIA, REGISTERS } from '../../../../src-shared/domain/tariff/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../../platform/client.ts'
import type { Medium, MeterDetail, Register } from '../meter-words.ts'

export { MEDIA, REGISTERS }

/** What the form of a meter holds while it is typed. */
export interface MeterForm {
  code: string
  medium: Medium
  roomCode: string
  buildingId: Id | null
  place: string
  parentCode: string
  registers: Register[]
  serialNo: string
  digits: number | null
  multiplierE3: number | null
  verifiedUntilOn: LocalDate | null
  lossKind: 'none' | 'absolute' | 'rate'
  lossUsageE3: number | null
  /** In percent, four decimals: ppm. */
  lossPpm: number | null
  route: string
  routeOrder: number | null
  firstOn: LocalDate | null
  first: Partial<Record<Register, number | null>>
}

export function newForm(today: LocalDate): MeterForm {
  return {
    code: '',
    medium: 'cold_water',
    roomCode: '',
    buildingId: null,
    place: '',
    parentCode: '',
    registers: ['total'],
    serialNo: '',
    digits: 5,
    multiplierE3: 1000,
    verifiedUntilOn: null,
    lossKind: 'none',
    lossUsageE3: null,
    lossPpm: null,
    route: '',
    routeOrder: 1,
    firstOn: today,
    first: {},
  }
}

export function formOf(meter: MeterDetail, today: LocalDate): MeterForm {
  const device = meter.devices[0]
  const { loss } = meter
  return {
    ...newForm(today),
    code: meter.code,
    medium: meter.medium,
    roomCode: meter.roomCode ?? '',
    place: meter.place ?? '',
    parentCode: meter.parentCode ?? '',
    registers: [...meter.registers],
    verifiedUntilOn: device?.verifiedUntilOn ?? null,
    lossKind: loss.kind,
    lossUsageE3: loss.kind === 'absolute' ? loss.usageE3 : null,
    lossPpm: loss.kind === 'rate' ? loss.ppm : null,
    route: meter.route,
    routeOrder: meter.routeOrder,
  }
}

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())

function lossOf({ lossKind, lossUsageE3, lossPpm }: MeterForm): InputFor<'metering.create'>['loss'] {
  if (lossKind === 'absolute') return { kind: 'absolute', usageE3: lossUsageE3 ?? 0 }
  return lossKind === 'rate' ? { kind: 'rate', ppm: lossPpm ?? 0 } : { kind: 'none' }
}

function sharedFields(form: MeterForm) {
  return {
    code: form.code.trim(),
    loss: lossOf(form),
    parentCode: orNull(form.parentCode),
    place: orNull(form.place),
    route: form.route.trim(),
    routeOrder: form.routeOrder ?? 0,
  }
}

/** The dials of the first reading; `null` when nobody typed one. */
function firstOf({ firstOn, first, registers }: MeterForm): InputFor<'metering.create'>['first'] {
  const dials = registers.flatMap((register) => {
    const valueE3 = first[register] ?? null
    return valueE3 === null ? [] : [{ register, valueE3, run: 'forward', rollOver: 'by_rule' } as const]
  })
  return firstOn === null || dials.length === 0 ? null : { readOn: firstOn, dials }
}

export function createInput(form: MeterForm): InputFor<'metering.create'> {
  return {
    ...sharedFields(form),
    medium: form.medium,
    registers: form.registers,
    roomCode: orNull(form.roomCode),
    buildingId: form.roomCode.trim() === '' ? form.buildingId : null,
    serialNo: orNull(form.serialNo),
    digits: form.digits ?? 0,
    multiplierE3: form.multiplierE3 ?? 0,
    verifiedUntilOn: form.verifiedUntilOn,
    first: firstOf(form),
  }
}

export function changeInput(
  form: MeterForm,
  { meterId, version }: Pick<MeterDetail, 'meterId' | 'version'>,
): InputFor<'metering.change'> {
  return { meterId, version, ...sharedFields(form), verifiedUntilOn: form.verifiedUntilOn }
}
