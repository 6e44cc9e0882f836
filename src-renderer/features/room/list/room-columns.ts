import { enumText, t } from '../../../platform/i18n.ts'
import type { DataColumn } from '../../../ui/table/column.ts'
import { occupancyTag } from '../room-words.ts'
import type { RoomRow } from '../room-words.ts'

/** With `debts` false the columns that tell what a home owes are left out. */
export function roomColumns({ debts }: { readonly debts: boolean }): readonly DataColumn<RoomRow>[] {
  return allColumns().filter(({ key }) => debts || (key !== 'paidUntil' && key !== 'overdue'))
}

function allColumns(): readonly DataColumn<RoomRow>[] {
  return [
    { key: 'code', title: t('room.column.code'), kind: 'code', width: 130, pinned: true, sortKey: 'code' },
    {
      key: 'owners',
      title: t('room.column.owners'),
      width: 120,
      flex: 1,
      value: peopleText,
      tone: (row) => (row.ownerNames === '' ? 'mute' : null),
    },
    { key: 'phone', title: t('room.column.phone'), width: 116, tone: () => 'sub' },
    {
      key: 'builtArea',
      title: t('room.column.built_area'),
      kind: 'area',
      width: 122,
      value: (row) => row.builtAreaE2,
      sortKey: 'builtArea',
      sumKey: 'builtAreaE2',
    },
    {
      key: 'occupancy',
      title: t('room.column.occupancy'),
      width: 96,
      kind: 'tag',
      tag: (row) => occupancyTag(row.occupancy),
    },
    {
      key: 'paidUntil',
      title: t('room.column.paid_until'),
      kind: 'date',
      width: 104,
      value: (row) => row.paidUntilOn,
      sortKey: 'paidUntil',
    },
    {
      key: 'overdue',
      title: t('room.column.overdue'),
      kind: 'due',
      width: 110,
      value: (row) => row.overdueFen,
      sortKey: 'overdue',
      sumKey: 'overdueFen',
    },
    {
      key: 'usage',
      title: t('room.column.usage'),
      width: 80,
      optional: true,
      value: (row) => enumText('room.usage', row.usage),
    },
    { key: 'building', title: t('room.column.building'), width: 80, optional: true },
    { key: 'unit', title: t('room.column.unit'), width: 80, optional: true },
  ]
}

/** Who is in the room: the list is searched by owners and by tenants. One that nobody owns says so. */
function peopleText(row: RoomRow): string {
  const owners = row.ownerNames === '' ? unownedText(row) : row.ownerNames
  return row.tenantNames === '' ? owners : `${owners} · ${t('room.list.tenant', { names: row.tenantNames })}`
}

function unownedText(row: RoomRow): string {
  return row.occupancy === 'unsold' ? t('room.list.unsold') : t('room.list.no_owner')
}
