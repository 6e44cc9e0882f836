export * from './decide-approval.ts'
export * from './decide-need.ts'
export * from './limit.ts'
