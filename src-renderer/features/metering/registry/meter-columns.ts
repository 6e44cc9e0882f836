import { enumText, t } from '../../../platform/i18n.ts'
import type { DataColumn } from '../../../ui/table/column.ts'
import { placeText } from '../meter-words.ts'
import type { MeterRow } from '../meter-words.ts'

export function meterColumns(today: string): readonly DataColumn<MeterRow>[] {
  return [
    { key: 'code', title: t('metering.column.code'), kind: 'code', width: 140, pinned: true, sortKey: 'code' },
    {
      key: 'medium',
      title: t('metering.column.medium'),
      width: 84,
      value: ({ medium }) => enumText('meter.medium', medium),
    },
    { key: 'room', title: t('metering.column.room'), width: 130, flex: 1, value: placeText, sortKey: 'room' },
    { key: 'route', title: t('metering.column.route'), width: 96, sortKey: 'route' },
    { key: 'order', title: t('metering.column.order'), kind: 'count', width: 64, value: (row) => row.routeOrder },
    { key: 'lastOn', title: t('metering.column.last_on'), kind: 'date', width: 104, value: (row) => row.lastReadOn },
    { key: 'last', title: t('metering.column.last'), kind: 'reading', width: 104, value: (row) => row.lastE3 },
    { key: 'parent', title: t('metering.column.parent'), width: 110, value: (row) => row.parentCode },
    {
      key: 'verified',
      title: t('metering.column.verified'),
      kind: 'date',
      width: 110,
      value: (row) => row.verifiedUntilOn,
      tone: (row) => (row.verifiedUntilOn !== null && row.verifiedUntilOn < today ? 'warn' : null),
    },
    { key: 'serial', title: t('metering.column.serial'), width: 130, optional: true, value: (row) => row.serialNo },
    {
      key: 'multiplier',
      title: t('metering.column.multiplier'),
      kind: 'reading',
      width: 80,
      optional: true,
      value: (row) => row.multiplierE3,
    },
  ]
}
