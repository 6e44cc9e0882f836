import { describe, expect, it } from 'vitest'

import { importing as english } from '../../locales/en-US/import.ts'
import { importing as chinese } from '../../locales/zh-CN/import.ts'
import { IMPORT_FIELD_NAMES } from './fields.ts'
import { guessMapping } from './mapping.ts'
import { REWRITES } from './tidy.ts'

const placeholders = (text: string) => Array.from(text.matchAll(/\{\w+\}/g), (match) => match[0]).sort()

describe('the texts of the import', () => {
  it('say the same things of the same parameters in both languages', () => {
    for (const [code, text] of Object.entries(chinese.error)) {
      expect([code, placeholders(text)]).toEqual([
        code,
        placeholders(english.error[code as keyof typeof english.error]),
      ])
    }
  })

  it('name every field and every rewriting', () => {
    for (const texts of [chinese, english]) {
      expect(Object.keys(texts.field).sort()).toEqual([...IMPORT_FIELD_NAMES].sort())
      expect(Object.keys(texts.rewrite).sort()).toEqual([...REWRITES].sort())
    }
  })

  it('that name the fields are themselves understood as headers, so that a file of wrong rows can be imported again', () => {
    for (const texts of [chinese, english]) {
      const columns = IMPORT_FIELD_NAMES.map((field, column) => ({
        column,
        text: texts.field[field],
        group: '',
        title: texts.field[field],
      }))
      expect(guessMapping(columns)).toEqual(
        Object.fromEntries(IMPORT_FIELD_NAMES.map((field, column) => [field, column])),
      )
    }
  })
})
