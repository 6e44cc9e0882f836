/** Every operation and event that pages may name, as types alone: no schema reaches the page (dependencies §2). */
export type { AppEvents, EventName } from '../../src-shared/contract/events.ts'
export type { Contract } from '../../src-shared/contract/index.ts'
