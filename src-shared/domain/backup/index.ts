export * from './facts.ts'
export * from './health.ts'
export * from './ring.ts'
export * from './set-name.ts'
