import { expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY, PAGE_HEADERS } from './headers.ts'

test('the content security policy is the agreed one, word for word', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
      "media-src 'self' blob:; worker-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
})

test('pages are isolated from every other origin', () => {
  expect(PAGE_HEADERS).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Content-Type-Options': 'nosniff',
  })
})
