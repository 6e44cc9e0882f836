import type { SearchedRoom } from './room-query.ts'

/** `3栋2单元1501`: parts that are bare numbers get their measure words, as people say them. */
export function roomLabel({ building, unit, roomNo }: Omit<SearchedRoom, 'code'>): string {
  return `${named(building, '栋')}${unit === null ? '' : named(unit, '单元')}${roomNo}`
}

function named(part: string, word: string): string {
  return /^\d+$/.test(part) ? `${part}${word}` : part
}
