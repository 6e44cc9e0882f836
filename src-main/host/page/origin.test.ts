import { describe, expect, test } from 'vitest'
import { isSamePage, originText } from './origin.ts'

const here = { current: 'app://app/index.html#/counter', origin: 'app://app' }

describe('where a page may go', () => {
  test('to another of its own addresses behind the hash, and to itself', () => {
    expect(isSamePage('app://app/index.html#/rooms/1', here)).toBe(true)
    expect(isSamePage('app://app/index.html', here)).toBe(true)
  })

  test.each([
    'app://app/other.html',
    'app://evil/index.html',
    'https://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('not to %s', (target) => {
    expect(isSamePage(target, here)).toBe(false)
  })

  test('the origin of the own scheme is compared as text', () => {
    expect(originText('app://app/x')).toBe('app://app')
    expect(originText('http://localhost:5173/x')).toBe('http://localhost:5173')
    expect(originText('nothing')).toBeNull()
  })
})
