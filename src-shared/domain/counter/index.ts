export * from './chosen-lines.ts'
export * from './collect-codes.ts'
export * from './decide-collect.ts'
export * from './settle-tenders.ts'
