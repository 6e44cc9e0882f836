import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readPublicKey, requireSigned } from './feed-signature.ts'

const pem = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }): string =>
  key.export({ type: 'spki', format: 'pem' }).toString()
const ours = generateKeyPairSync('ed25519')
const foreign = generateKeyPairSync('ed25519')
const feed = 'version: 1.2.0\nfiles:\n  - url: 小区物业管理.AppImage\n'
const signed = (by: typeof ours, text = feed): string => sign(null, Buffer.from(text), by.privateKey).toString('base64')

describe('the signature of the feed', () => {
  const key = readPublicKey(pem(ours.publicKey))

  test('is believed for every byte as it was signed', () => {
    expect(() => requireSigned(feed, `${signed(ours)}\n`, key)).not.toThrow()
  })

  test.each([
    ['another key', feed, signed(foreign)],
    ['another text', feed.replace('1.2.0', '1.3.0'), signed(ours)],
    ['a line more', `${feed}\n`, signed(ours)],
    ['no signature', feed, ''],
    ['half a signature', feed, signed(ours).slice(0, 40)],
    ['no Base64', feed, '<html>404</html>'],
  ])('is refused with %s', (_what, text, signature) => {
    expect(() => requireSigned(text, signature, key)).toThrow(expect.objectContaining({ code: 'unsigned' }))
  })

  test('takes no key of another kind', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    expect(() => readPublicKey(pem(publicKey))).toThrow(/Ed25519/)
  })
})
