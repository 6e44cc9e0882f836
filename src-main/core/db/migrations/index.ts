import { foundation } from './0001-foundation.ts'
import { roomPeople } from './0002-room-people.ts'
import { fees } from './0003-fees.ts'
import { counter } from './0004-counter.ts'
import { metering } from './0005-metering.ts'
import type { Migration } from './migration.ts'

/** In order; version n is the n-th. */
export const MIGRATIONS: readonly Migration[] = [foundation, roomPeople, fees, counter, metering]

export const SCHEMA_VERSION = MIGRATIONS.length
