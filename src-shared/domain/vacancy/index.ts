export * from './vacancy.ts'
