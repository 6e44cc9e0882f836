import { sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assetOf } from './asset-path.ts'

const root = '/opt/app/out/renderer'

describe('the files that a page may load', () => {
  test('the address without a file is the page itself', () => {
    expect(assetOf('app://app/', root)).toEqual({ path: `${root}/index.html`, mimeType: 'text/html; charset=utf-8' })
    expect(assetOf('app://app/#/counter', root)?.path).toBe(`${root}/index.html`)
  })

  test.each([
    ['app://app/assets/index-Bx.js', 'text/javascript; charset=utf-8'],
    ['app://app/assets/a.css?v=1', 'text/css; charset=utf-8'],
    ['app://app/sounds/开闸.wav', 'audio/wav'],
  ])('%s is sent as %s', (address, mimeType) => {
    expect(assetOf(address, root)?.mimeType).toBe(mimeType)
  })

  test.each([
    'app://app/..%2f..%2fpackage.json',
    'app://app/%2e%2e/%2e%2e/main/index.js%00.html',
    'app://app/..%5c..%5cmain%5cindex.js',
    'app://app/%252e%252e%252fmain.js',
    'app://app/a/..%2f..%2f..%2fetc/x.json',
    'app://app//etc/x.json',
    'app://app/C:/x.json',
    'app://app/.env.json',
    'app://app/index.js.map',
    'app://app/assets/',
    'app://app/%E0%A4.js',
    'app://other/index.html',
    'app://app:80/index.html',
    'file:///etc/passwd.html',
    'not an address',
  ])('%s is refused', (address) => {
    expect(assetOf(address, root)).toBeNull()
  })

  test('no address whatever leads out of the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5c',
      '/',
      '\\',
      'a',
      '.html',
      '%00',
      '%25',
      ':',
      '//',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const asset = assetOf(`app://app/${pieces.join('')}`, root)
        return asset === null || asset.path.startsWith(root + sep)
      }),
    )
  })
})
