import { t } from '../../platform/i18n.ts'
import { today } from '../../platform/time.ts'
import type { DataColumn } from '../../ui/table/column.ts'
import type { TagTone } from '../../ui/tone.ts'
import {
  cycleText,
  dueText,
  priceOn,
  pricingText,
  prorationText,
  roundingText,
  versionOn,
  versionText,
} from './standard-words.ts'
import type { PriceVersion, Standard } from './standard-words.ts'

export function standardColumns(): readonly DataColumn<Standard>[] {
  return [
    { key: 'code', title: t('standard.page.code'), kind: 'code', width: 84, pinned: true, sortKey: 'code' },
    { key: 'name', title: t('standard.page.name'), width: 110, flex: 2, sortKey: 'name' },
    {
      key: 'item',
      title: t('standard.page.item'),
      width: 76,
      flex: 1,
      value: (row) => row.feeItemName,
      sortKey: 'item',
    },
    { key: 'pricing', title: t('standard.page.pricing'), width: 92, value: (row) => pricingText(row.terms) },
    {
      key: 'price',
      title: t('standard.page.price_now'),
      width: 132,
      flex: 1,
      value: (row) => priceOn(row, today()),
    },
    {
      key: 'from',
      title: t('standard.page.price_from'),
      kind: 'date',
      width: 92,
      value: (row) => versionOn(row.versions, today())?.fromOn,
    },
    {
      key: 'rounding',
      title: t('standard.page.rounding'),
      width: 118,
      value: (row) => roundingText(row.terms.rounding),
      optional: true,
    },
    { key: 'cycle', title: t('standard.page.cycle'), width: 110, value: (row) => cycleText(row.terms) },
    {
      key: 'proration',
      title: t('standard.page.proration'),
      width: 124,
      value: (row) => prorationText(row.terms),
      optional: true,
    },
    { key: 'due', title: t('standard.page.due'), width: 110, value: (row) => dueText(row.terms), optional: true },
    {
      key: 'bound',
      title: t('standard.page.bound'),
      kind: 'count',
      width: 80,
      value: (row) => row.boundRooms,
      sortKey: 'bound',
    },
  ]
}

export function versionColumns(standard: Standard): readonly DataColumn<PriceVersion>[] {
  const current = versionOn(standard.versions, today())
  return [
    { key: 'from', title: t('standard.page.version_from'), kind: 'date', width: 90, value: (row) => row.fromOn },
    {
      key: 'price',
      title: t('standard.page.version_price'),
      width: 90,
      flex: 1,
      value: (row) => versionText(standard, row),
    },
    { key: 'state', title: '', width: 56, tag: (row) => versionTag(row, current) },
    { key: 'document', title: t('standard.page.version_document'), width: 92, value: (row) => row.document },
  ]
}

/** A price of the past is neither in force nor to come: nothing stands beside it. */
function versionTag(version: PriceVersion, current: PriceVersion | undefined): { text: string; tone: TagTone } | null {
  if (version === current) return { text: t('standard.page.version_now'), tone: 'ok' }
  return version.fromOn > today() ? { text: t('standard.page.version_later'), tone: 'info' } : null
}

/** Order of the list in the page: by what a click on the head asks for. */
export function compareStandards(left: Standard, right: Standard, key: string): number {
  if (key === 'bound') return left.boundRooms - right.boundRooms
  if (key === 'name') return left.name.localeCompare(right.name, 'zh-CN')
  if (key === 'item') return left.feeItemName.localeCompare(right.feeItemName, 'zh-CN')
  return left.code < right.code ? -1 : Number(left.code > right.code)
}
