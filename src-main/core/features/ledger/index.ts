export { LINE_BALANCE, LINE_IS_VISIBLE, LINE_OPEN_FEN } from './visible-lines.ts'
export { billedUntil, debtOfRooms, overdueByRoomRow } from './room-debt.ts'
export type { DebtOfDay, RoomDebt } from './room-debt.ts'
export { paidUntilByRoomRow, paidUntilOfRooms } from './paid-until.ts'
