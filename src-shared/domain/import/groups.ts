/** A match and its first groups; as many as any pattern of this folder has. */
export type Groups = readonly [whole: string, first: string, second: string, third: string]

/** The groups of a match, one that took no part as empty text; `null` when the text does not match. */
export function groupsOf(pattern: RegExp, text: string): Groups | null {
  const match = pattern.exec(text)
  // A pattern's own groups exist whenever it matches; an index type cannot say so.
  return match === null ? null : (Array.from(match, (group: string | undefined) => group ?? '') as unknown as Groups)
}
