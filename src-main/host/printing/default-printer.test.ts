import { expect, test } from 'vitest'
import { defaultPrinterOf } from './default-printer.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const names = ['Front_Desk', 'EPSON LQ-630K', '前台']

test('the default printer of CUPS is read', () => {
  expect(defaultPrinterOf(bytes('system default destination: Front_Desk\n'), names)).toBe('Front_Desk')
  expect(defaultPrinterOf(bytes('no system default destination\n'), names)).toBeNull()
})

test('the default printer of Windows is read, in the code page of a Chinese console too', () => {
  const answer = bytes('\r\nHKEY_CURRENT_USER\\...\r\n    Device    REG_SZ    EPSON LQ-630K,winspool,Ne01:\r\n')
  expect(defaultPrinterOf(answer, names)).toBe('EPSON LQ-630K')
  // 前台 in GBK
  const chinese = Uint8Array.from([
    ...bytes('Device    REG_SZ    '),
    0xc7,
    0xb0,
    0xcc,
    0xa8,
    ...bytes(',winspool,Ne01:'),
  ])
  expect(defaultPrinterOf(chinese, names)).toBe('前台')
})

test('a default printer that is not in the list is none', () => {
  expect(defaultPrinterOf(bytes('system default destination: Gone\n'), names)).toBeNull()
})
