export * from './holiday-years.ts'
export * from './working-day.ts'
