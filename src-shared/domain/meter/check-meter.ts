import { assertNever } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { MeterCode } from './codes.ts'
import type { Device, Loss, Meter } from './meter.ts'

/** A dial of 8 digits × 50,000 (35 kV with its transformers) stays an exact integer. */
const MAX_DIGITS = 8
const MAX_MULTIPLIER_E3 = 50_000_000
const MAX_LOSS_E3 = 1_000_000_000
const MAX_LOSS_PPM = 1_000_000

/** What a device may be; its figures never change, another one replaces it. */
export function checkDevice({ digits, multiplierE3 }: Device): { readonly kind: 'sound' } | Refusal<MeterCode> {
  if (!isBetween(digits, { least: 1, most: MAX_DIGITS })) {
    return refusal('meter.digits_out_of_range', { limit: MAX_DIGITS }, 'digits')
  }
  if (!isBetween(multiplierE3, { least: 1, most: MAX_MULTIPLIER_E3 })) {
    return refusal('meter.multiplier_out_of_range', { limit: MAX_MULTIPLIER_E3 / 1000 }, 'multiplierE3')
  }
  return { kind: 'sound' }
}

export function checkMeter({ registers, loss }: Meter): { readonly kind: 'sound' } | Refusal<MeterCode> {
  if (registers.length === 0 || new Set(registers).size < registers.length) {
    return refusal('meter.register_missing', {}, 'registers')
  }
  return isLoss(loss) ? { kind: 'sound' } : refusal('meter.loss_out_of_range', {}, 'loss')
}

function isLoss(loss: Loss): boolean {
  switch (loss.kind) {
    case 'none':
      return true
    case 'absolute':
      return isBetween(loss.usageE3, { least: 0, most: MAX_LOSS_E3 })
    case 'rate':
      return isBetween(loss.ppm, { least: 0, most: MAX_LOSS_PPM })
    default:
      return assertNever(loss, 'loss')
  }
}

function isBetween(value: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}
