import type { SheetRow } from '../../../../src-shared/domain/meter/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { PLACED, METER_PLACE } from './scope.ts'
import type { PlacedMeter } from './scope.ts'

type SheetMeter = PlacedMeter & { readonly serial_no: string | null }

const inUse =
  hot<SheetMeter>(`SELECT ${PLACED}, device.serial_no FROM ${METER_PLACE} JOIN meter_device device ON device.meter_id = meter.id
    AND device.seq = (SELECT max(d.seq) FROM meter_device d WHERE d.meter_id = meter.id)
  WHERE meter.project_id = ? AND meter.ended_on IS NULL`)

export type FoundMeter =
  | { readonly kind: 'found'; readonly meter: PlacedMeter }
  | {
      readonly kind: 'not_found'
      readonly field: 'code' | 'serial' | 'room'
      readonly code: string
      readonly text: string
    }

/** Finds the meters that the rows of a sheet name: by code, by the number on the device, or as the only one of a room. */
export class SheetMeters {
  readonly #byCode: ReadonlyMap<string, readonly SheetMeter[]>
  readonly #bySerial: ReadonlyMap<string, readonly SheetMeter[]>
  readonly #byRoom: ReadonlyMap<string, readonly SheetMeter[]>

  constructor(db: ReadHandle, projectId: string) {
    const meters = db.hotAll(inUse, projectId)
    const keyed = (keyOf: (meter: SheetMeter) => string | null) =>
      Map.groupBy(
        meters.filter((meter) => keyOf(meter) !== null),
        (meter) => plain(String(keyOf(meter))),
      )
    this.#byCode = keyed((meter) => meter.code)
    this.#bySerial = keyed((meter) => meter.serial_no)
    this.#byRoom = keyed((meter) => meter.room_code)
  }

  find({ code, serial, room }: SheetRow): FoundMeter {
    if (code !== '') return only(this.#byCode.get(plain(code)), { field: 'code', text: code })
    if (serial !== '') return only(this.#bySerial.get(plain(serial)), { field: 'serial', text: serial })
    return only(this.#byRoom.get(plain(room)), { field: 'room', text: room })
  }
}

function only(
  meters: readonly SheetMeter[] | undefined,
  at: { readonly field: 'code' | 'serial' | 'room'; readonly text: string },
): FoundMeter {
  const [meter, second] = meters ?? []
  if (meter === undefined) return { kind: 'not_found', ...at, code: 'metering.meter_unknown' }
  if (second !== undefined) return { kind: 'not_found', ...at, code: 'metering.meter_ambiguous' }
  return { kind: 'found', meter }
}

/** Excel drops leading zeros of a long number and writes small letters as they come. */
function plain(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/^0+(?=\d)/, '')
}
