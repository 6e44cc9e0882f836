export { removeDocument, writeReceiptDocument, writeRoomDocument } from './documents.ts'
export type { ReceiptDocument, RoomDocument } from './documents.ts'
export { asksForPerson, findDocuments, listFilterQuery } from './match.ts'
export type { FoundDocument, SearchScope } from './match.ts'
