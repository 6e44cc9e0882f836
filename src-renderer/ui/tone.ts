/** What a colour says beside its word: fine, to know, to look at, owed or dangerous, or nothing. */
export type TagTone = 'neutral' | 'ok' | 'info' | 'warn' | 'due'
