import { z } from 'zod'

import { count } from './scalars.ts'
import { rounding, surcharge } from './standard-terms.ts'

const PLANNED_KINDS = ['area', 'fixed', 'count', 'formula'] as const

const usedFigure = z.object({ name: z.string(), value: z.int(), scale: z.int() })
/** How a line came to its exact amount, as data that a page turns into words. */
export const chargeView = z.object({
  pricing: z.object({ kind: z.enum(PLANNED_KINDS), of: z.string().nullable() }),
  quantity: z.object({ value: z.int(), scale: z.int() }),
  priceE6: z.int(),
  /** Months that price, surcharge and formula are quoted for. */
  perMonths: z.int(),
  surcharge: surcharge.nullable(),
  formula: z.object({ text: z.string(), values: z.array(usedFigure) }).nullable(),
  /** What begin and end of the obligation leave of the month, and the days that share it. */
  factor: z.tuple([z.int(), z.int()]),
  billedDays: z.int(),
  ofDays: z.int(),
  exact: z.string(),
  /** Parts that were rounded together; 1 when the line was rounded by itself. */
  roundedTogether: count,
  rounding,
})
