export * from './decide-void.ts'
export * from './receipt-number.ts'
export * from './receipt-state.ts'
export * from './verification-code.ts'
