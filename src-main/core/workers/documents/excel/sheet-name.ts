const NAME_MAX = 31

/** Names that Excel opens: 31 characters, none of `[]:*?/\`, no apostrophe at an end, not empty, and each different from the others whatever the case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const base = sanitise(name)
    let unique = base
    for (let n = 2; taken.has(unique.toLowerCase()); n++) {
      const suffix = ` (${n})`
      unique = `${cut(base, NAME_MAX - suffix.length)}${suffix}`
    }
    taken.add(unique.toLowerCase())
    return unique
  })
}

function sanitise(name: string): string {
  // oxlint-disable-next-line no-control-regex -- not allowed in a name
  const plain = name
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, '')
    .replace(/[[\]:*?/\\]/g, '-')
  const safe = cut(plain, NAME_MAX)
    .replace(/^'+|'+$/g, '')
    .trim()
  // "History" is taken by Excel itself.
  return safe === '' || safe.toLowerCase() === 'history' ? `Sheet ${safe}`.trim() : safe
}

function cut(text: string, max: number): string {
  const short = text.slice(0, max)
  return short.isWellFormed() ? short : short.slice(0, -1)
}
