export * from './features.ts'
export * from './permissions.ts'
export * from './roles.ts'
