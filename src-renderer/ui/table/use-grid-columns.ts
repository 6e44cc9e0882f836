import { computed, ref } from 'vue'
import type { ComputedRef } from 'vue'

import { isNumeric } from './column.ts'
import type { DataColumn } from './column.ts'
import { layOutWidths } from './widths.ts'

/** A column as el-table-v2 wants it, with ours beside; without one it is the tick. */
export interface GridColumn<Row> {
  readonly key: string
  readonly width: number
  readonly title: string
  readonly fixed?: true
  readonly class: string
  readonly headerClass: string
  readonly source?: DataColumn<Row>
}

export interface GridColumns<Row> {
  readonly columns: ComputedRef<GridColumn<Row>[]>
  fit(width: number): void
}

export function useGridColumns<Row>(options: {
  readonly columns: ComputedRef<readonly DataColumn<Row>[]>
  readonly leadingWidth: () => number
}): GridColumns<Row> {
  const available = ref(0)
  const columns = computed(() => {
    const leading = options.leadingWidth()
    const sources = options.columns.value
    const widths = layOutWidths(sources, available.value - leading)
    const scrolls = widths.reduce((sum, width) => sum + width, leading) > available.value
    const tick: GridColumn<Row>[] =
      leading === 0
        ? []
        : [
            {
              key: '#tick',
              width: leading,
              title: '',
              class: 'tick-cell',
              headerClass: 'tick-cell',
              ...(scrolls ? { fixed: true } : {}),
            },
          ]
    return [
      ...tick,
      ...sources.map((source, index): GridColumn<Row> => {
        const align = isNumeric(source.kind) || source.align === 'right' ? 'number-cell' : ''
        const fixed = scrolls && (source.pinned === true || index === 0)
        return {
          key: source.key,
          title: source.title,
          width: widths[index] ?? source.width,
          class: align,
          headerClass: align,
          source,
          ...(fixed ? { fixed } : {}),
        }
      }),
    ]
  })
  return {
    columns,
    fit: (width) => {
      if (available.value !== width) available.value = width
    },
  }
}
