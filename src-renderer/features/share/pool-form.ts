import { parseScaled, formatScaled } from '../../../src-shared/kernel/money.ts'
import type { InputFor, OutputFor } from '../../platform/client.ts'

export type PoolView = OutputFor<'share.pools'>['pools'][number]
type Saved = InputFor<'share.save_pool'>
type Weight = Saved['weight']

export const POOL_KINDS = ['usage', 'master_difference', 'amount'] as const satisfies readonly Saved['kind'][]
export const WEIGHT_KINDS = ['area', 'equal', 'coefficient', 'floor_table'] as const satisfies readonly Weight['kind'][]

/** What the form of a pool holds while it is typed; lists stand one a line. */
export interface PoolForm {
  name: string
  kind: Saved['kind']
  meters: string
  priceE6: number | null
  scope: Saved['scope']['kind']
  building: string
  unit: string
  rooms: string
  weight: Weight['kind']
  basis: Extract<Weight, { kind: 'area' }>['basis']
  floors: string
}

export function formOf(pool: PoolView | null): PoolForm {
  const { scope, weight } = pool ?? {
    scope: { kind: 'building', building: '' },
    weight: { kind: 'area', basis: 'built' },
  }
  return {
    name: pool?.name ?? '',
    kind: pool?.kind ?? 'usage',
    meters: (pool?.meterCodes ?? []).join('\n'),
    priceE6: pool?.priceE6 ?? null,
    scope: scope.kind as PoolForm['scope'],
    building: 'building' in scope ? scope.building : '',
    unit: 'unit' in scope ? scope.unit : '',
    rooms: 'roomCodes' in scope ? scope.roomCodes.join('\n') : '',
    weight: weight.kind as PoolForm['weight'],
    basis: 'basis' in weight ? (weight.basis as PoolForm['basis']) : 'built',
    floors: 'rows' in weight ? weight.rows.map(floorText).join('\n') : '',
  }
}

interface FloorSpan {
  readonly fromFloor: number
  readonly toFloor: number
  readonly ppm: number
}

function floorText({ fromFloor, toFloor, ppm }: FloorSpan): string {
  return `${fromFloor === toFloor ? fromFloor : `${fromFloor}-${toFloor}`} ${formatScaled(ppm, 6, 0)}`
}

/** `1-3 0.5`, one span a line; `null` when a line cannot be read. */
export function floorsOf(text: string): readonly FloorSpan[] | null {
  const spans = linesOf(text).map((line): FloorSpan | null => {
    const match = /^(-?\d+)(?:\s*[-~至]\s*(-?\d+))?\s+([\d.]+)$/.exec(line)
    const ppm = match === null ? null : parseScaled(match[3] ?? '', 6)
    return match === null || ppm === null
      ? null
      : { fromFloor: Number(match[1]), toFloor: Number(match[2] ?? match[1]), ppm }
  })
  return spans.length === 0 || spans.includes(null) ? null : (spans as FloorSpan[])
}

export function linesOf(text: string): string[] {
  return text
    .split(/[\n,，;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function scopeOf(form: PoolForm): Saved['scope'] {
  switch (form.scope) {
    case 'project':
      return { kind: 'project' }
    case 'building':
      return { kind: 'building', building: form.building.trim() }
    case 'unit':
      return { kind: 'unit', building: form.building.trim(), unit: form.unit.trim() }
    case 'group':
      return { kind: 'group', roomCodes: linesOf(form.rooms) }
  }
}

function weightOf(form: PoolForm): Weight {
  switch (form.weight) {
    case 'area':
      return { kind: 'area', basis: form.basis }
    case 'floor_table':
      return { kind: 'floor_table', rows: [...(floorsOf(form.floors) ?? [])] }
    case 'equal':
    case 'coefficient':
      return { kind: form.weight }
  }
}

export function inputOf(form: PoolForm, pool: PoolView | null): Saved {
  return {
    poolId: pool?.poolId ?? null,
    version: pool?.version ?? 0,
    name: form.name.trim(),
    kind: form.kind,
    meterCodes: form.kind === 'amount' ? [] : linesOf(form.meters),
    priceE6: form.kind === 'amount' ? 0 : (form.priceE6 ?? 0),
    scope: scopeOf(form),
    weight: weightOf(form),
  }
}
