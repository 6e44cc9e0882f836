export { insertProject } from './insert-project.ts'
