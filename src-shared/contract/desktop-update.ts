/** 软件更新: what the host knows of newer versions. The feed is a folder of the office's own network, or the vendor's, over HTTP. */
export interface UpdateState {
  readonly version: string
  /** Where newer versions are looked for; `null` when the office has named no place. */
  readonly feed: string | null
  /** The last look that the feed answered, as an instant. */
  readonly checkedAt: number | null
  readonly step: UpdateStep
}

export type UpdateStep =
  /** This build cannot update itself: it holds no key, or was not installed by a package that can. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'up_to_date' }
  | { readonly kind: 'available'; readonly version: string; readonly sizeBytes: number | null; readonly notes: string }
  | { readonly kind: 'downloading'; readonly version: string; readonly percent: number }
  /** On the disk and checked; `install` ends the program and starts the new version. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly during: 'check' | 'download' | 'install'; readonly code: UpdateFailure }

export type UpdateFailure =
  | 'unsigned'
  | 'damaged'
  | 'feed_missing'
  | 'feed_unreadable'
  | 'unreachable'
  | 'broken_off'
  | 'disk_full'
  | 'not_installed'
  | 'failed'

/** A ticket of `update.allow`: it counts once, soon. */
export interface UpdateRight {
  readonly ticket: string
}

/** `no_address`: what was given is no HTTP address. */
export type UpdateAnswer = 'done' | 'not_allowed' | 'no_address'

/** The part of the bridge that is about updates. */
export interface UpdateBridge {
  state(): Promise<UpdateState>
  onState(listener: (state: UpdateState) => void): void
  setFeed(input: UpdateRight & { feed: string | null }): Promise<UpdateAnswer>
  /** These three begin; what they come to is announced. */
  check(right: UpdateRight): Promise<UpdateAnswer>
  download(right: UpdateRight): Promise<UpdateAnswer>
  install(right: UpdateRight): Promise<UpdateAnswer>
}
