import { expect, it } from 'vitest'
import { elementAt, inTurn, listOf } from './lists.ts'

it('an element that is not there is a defect', () => {
  expect(elementAt(['a', 'b'], 1)).toBe('b')
  expect(() => elementAt(['a', 'b'], 2)).toThrow(RangeError)
  expect(() => elementAt(['a', 'b'], -1)).toThrow(RangeError)
})

it('a list taken in turn starts again at its end', () => {
  expect([0, 1, 2, 3].map((at) => inTurn(['a', 'b'], at))).toEqual(['a', 'b', 'a', 'b'])
})

it('a key has one list for good', () => {
  const lists = new Map<string, number[]>()
  listOf(lists, 'a').push(1)
  listOf(lists, 'a').push(2)
  expect(lists).toEqual(new Map([['a', [1, 2]]]))
})
