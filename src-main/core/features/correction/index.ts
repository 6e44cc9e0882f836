export { correctionCommands } from './commands.ts'
export { correctionQueries, correctionReaderQueries } from './queries.ts'
