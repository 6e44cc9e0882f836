/**
 * A person has one phone of record; a sheet may give more. The others stand in the person's note, numbers alone, where a clerk reads
 * them and the next import finds them again.
 */
export function noteOfPhones(phones: readonly string[]): string | null {
  return phones.length < 2 ? null : phones.slice(1).join('/')
}

export function otherPhonesOf(note: string | null): readonly string[] {
  return note !== null && /^[\d+x#-]{7,}(\/[\d+x#-]{7,})*$/.test(note) ? note.split('/') : []
}
