/**
 * Reads the default printer out of what `lpstat -d` or `reg query … /v Device` answered. A Chinese Windows answers in the
 * code page of its console, and 前台 in GBK is valid UTF-8 as well: the list of printers decides which reading is meant.
 */
export function defaultPrinterOf(output: Uint8Array, names: readonly string[]): string | null {
  const readings = ['utf-8', 'gb18030'].map((encoding) => nameIn(new TextDecoder(encoding).decode(output)))
  return readings.find((name) => name !== null && names.includes(name)) ?? null
}

function nameIn(text: string): string | null {
  const byCups = /^system default destination: (.+)$/m.exec(text)?.[1]
  const byRegistry = /\bDevice\s+REG_SZ\s+([^,\r\n]+),/.exec(text)?.[1]
  return (byCups ?? byRegistry)?.trim() ?? null
}
