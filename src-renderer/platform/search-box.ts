import { shallowRef } from 'vue'

/** The one search box of the frame, as a page that lives by it (the counter) may use it. */
export interface SearchBox {
  focus(): void
  clear(): void
  /** The text in the box while it has the focus; else `null`. */
  typing(): string | null
}

/** `null` while the frame shows none. */
export const searchBox = shallowRef<SearchBox | null>(null)

/** A single hit opens by itself after so long a rest; 0 = only by Enter. Set by the page on the screen. */
export const searchRestMs = shallowRef(0)

/** The search is opening what it found: the hand stays in the box until the page has it. */
export const searchIsOpening = shallowRef(false)

/** A hit was opened, or the box was left by Esc. */
export type SearchNews = 'picked' | 'left'

/** Whether the page took the hand to itself, or will when it has opened what was found. */
export type SearchAnswer = 'taken' | 'not_mine'

const listeners = new Set<(news: SearchNews) => SearchAnswer>()

/** For the page that gets the hand back from the box. Answers how to stop listening. */
export function onSearchNews(listener: (news: SearchNews) => SearchAnswer): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `nobody`: no page on the screen listens, the frame takes the hand home. */
export function tellSearch(news: SearchNews): 'taken' | 'nobody' {
  const answers = [...listeners].map((listener) => listener(news))
  return answers.includes('taken') ? 'taken' : 'nobody'
}
