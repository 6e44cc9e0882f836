import { z } from 'zod'

import { MAX_SUM_E6 } from '../domain/tariff/index.ts'
import { isId } from '../kernel/ids.ts'
import type { Id } from '../kernel/ids.ts'
import { MAX_DOCUMENT_FEN } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'
import { parseLocalDate } from '../kernel/time.ts'
import type { Instant, LocalDate, Month } from '../kernel/time.ts'

/** A schema whose value is branded once, here, at the edge. */
function branded<Value>(schema: z.ZodType): z.ZodType<Value, Value> {
  return schema as unknown as z.ZodType<Value, Value>
}

export const anyId = branded<Id>(z.string().length(36).refine(isId))

export { MAX_DOCUMENT_FEN }
export const fenAmount = branded<Fen>(z.int().min(-MAX_DOCUMENT_FEN).max(MAX_DOCUMENT_FEN))
export const positiveFen = branded<Fen>(z.int().min(1).max(MAX_DOCUMENT_FEN))
export const nonNegativeFen = branded<Fen>(z.int().min(0).max(MAX_DOCUMENT_FEN))
/** Sums over many documents. */
export const fenSum = branded<Fen>(z.int())

export const localDateText = branded<LocalDate>(z.string().refine((text) => parseLocalDate(text) !== null))
export const monthText = branded<Month>(z.string().regex(/^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/))
export const instantMs = branded<Instant>(z.int().min(0).max(8_640_000_000_000_000))

/** Area in 1/100 ㎡; 0.01 to 1,000,000 ㎡. */
export const areaE2 = z.int().min(1).max(100_000_000)
/** Unit price or sum in 1e-6 元; how much it may be is a rule of its standard. */
export const priceE6 = z.int().min(0).max(MAX_SUM_E6)

// Control characters (but tab and line ends), signs that nobody sees, and marks that turn the writing direction.
// oxlint-disable-next-line no-control-regex -- they are what is being refused
const UNPRINTABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/

/** Text that a person typed: trimmed, at most `max` characters, nothing unprintable. */
export const typedText = (max: number, min = 0): z.ZodType<string, string> =>
  z
    .string()
    .max(max * 2)
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine((text) => text.isWellFormed() && !UNPRINTABLE.test(text)),
    ) as z.ZodType<string, string>

export const optionalText = (max: number): z.ZodType<string | null, string | null> => typedText(max).nullable()

/** 脱敏 text that core has already masked for the person who asks. */
export const shownText = z.string()

export const count = z.int().min(0)
