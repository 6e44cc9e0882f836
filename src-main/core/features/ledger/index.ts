export { LINE_BALANCE, LINE_IS_VISIBLE, LINE_OPEN_FEN } from './visible-lines.ts'
