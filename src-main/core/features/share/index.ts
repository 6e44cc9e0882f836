export { developerTermOf } from './developer.ts'
