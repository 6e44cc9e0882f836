export * from './daily-report.ts'
export * from './definitions.ts'
export * from './rates.ts'
