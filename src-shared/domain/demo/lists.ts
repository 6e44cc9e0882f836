/** The element that the generator knows to be there; @throws RangeError when it is not, a defect. */
export function elementAt<T>(values: readonly T[], at: number): T {
  if (at < 0 || at >= values.length) throw new RangeError(`No element ${at} of ${values.length}`)
  return values[at] as T
}

/** The element `at` places on in a list that starts again at its end. */
export function inTurn<T>(values: readonly T[], at: number): T {
  return elementAt(values, at % values.length)
}

/** The list of a key, made when the key is new. */
export function listOf<Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] {
  const known = lists.get(key)
  if (known !== undefined) return known
  const made: Value[] = []
  lists.set(key, made)
  return made
}
