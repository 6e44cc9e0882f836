import type { Translated } from '../schema.ts'
import type { search as zh } from '../zh-CN/search.ts'

export const search = {
  error: {
    too_many_full_lookups:
      'Too many people were looked up by whole numbers within the hour. Try again in {minutes} minutes; rooms, names and ends of phones are not limited.',
  },
} as const satisfies Translated<typeof zh>
