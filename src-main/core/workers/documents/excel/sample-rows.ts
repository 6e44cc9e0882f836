import type { ExportColumn, ExportRow } from './sheet-spec.ts'

/** One column of each kind, and rows with what breaks exports: a formula, an empty cell, a large amount. For tests. */
export const columns: ExportColumn[] = [
  { key: 'room', header: '房号', kind: 'text', width: 14 },
  { key: 'idNo', header: '证件号', kind: 'long_id', total: 'count' },
  { key: 'received', header: '实收', kind: 'money', total: 'sum' },
  { key: 'area', header: '面积', kind: 'area', total: 'sum' },
  { key: 'price', header: '单价', kind: 'price' },
  { key: 'rate', header: '收缴率', kind: 'percent' },
  { key: 'on', header: '日期', kind: 'date' },
  { key: 'at', header: '时间', kind: 'datetime' },
  { key: 'times', header: '次数', kind: 'number', total: 'sum' },
]

export const rows: ExportRow[] = [
  {
    room: '3-2-1501',
    idNo: '330106199001011234',
    received: 16097,
    area: 8943,
    price: 1_800_000,
    rate: 987_654,
    on: '2026-11-23',
    at: Date.UTC(2026, 10, 22, 17, 5),
    times: 2,
  },
  {
    room: '=1+1',
    idNo: '330106199001011242',
    received: -1,
    area: 12050,
    price: 125_000,
    rate: null,
    on: '1988-07-01',
    at: null,
    times: 0.5,
  },
  {
    room: '+86 571',
    idNo: null,
    received: 10_000_000_019,
    area: null,
    price: null,
    rate: 0,
    on: null,
    at: null,
    times: null,
  },
]
