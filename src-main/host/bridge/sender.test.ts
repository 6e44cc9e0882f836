import { expect, test } from 'vitest'
import { isOurPage } from './sender.ts'

test('only the top frame of the own page is listened to', () => {
  expect(isOurPage({ origin: 'app://app', parent: null }, 'app://app')).toBe(true)
  expect(isOurPage({ origin: 'app://app', parent: {} }, 'app://app')).toBe(false)
  expect(isOurPage({ origin: 'https://example.com', parent: null }, 'app://app')).toBe(false)
  expect(isOurPage({ origin: 'null', parent: null }, 'app://app')).toBe(false)
  expect(isOurPage({ origin: 'app://app.evil', parent: null }, 'app://app')).toBe(false)
  expect(isOurPage(null, 'app://app')).toBe(false)
})
