import type { Translated } from '../schema.ts'
import type { holiday as zh } from '../zh-CN/holiday.ts'

export const holiday = {
  error: {
    twice: '{on} stands there twice. Take one away.',
    other_year: '{on} is not in {year}.',
    year_twice: '{year} stands there twice. Take one away.',
    empty: 'Enter one day off at least.',
  },
} as const satisfies Translated<typeof zh>
