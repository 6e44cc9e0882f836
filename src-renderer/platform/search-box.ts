import { shallowRef } from 'vue'

/** The one search box of the frame, as a page that lives by it (the counter) may use it. */
export interface SearchBox {
  focus(): void
  clear(): void
}

/** `null` while the frame shows none. */
export const searchBox = shallowRef<SearchBox | null>(null)

/** A single hit opens by itself after so long a rest; 0 = only by Enter. Set by the page on the screen. */
export const searchRestMs = shallowRef(0)
