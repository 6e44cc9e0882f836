export { auditCommands, auditJobs } from './commands.ts'
export { lastCheck } from './last-check.ts'
export { LOGGED_COMMANDS, auditQueries, auditReaderQueries } from './queries.ts'
export { auditSchedule } from './schedule.ts'
