import type { KeyObject } from 'node:crypto'

import type { AppUpdater, UpdateInfo } from 'electron-updater'
import { GenericProvider } from 'electron-updater/out/providers/GenericProvider.js'
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'

import { requireSigned } from './feed-signature.ts'
import { fetchText } from './limited-fetch.ts'
import type { Fetch } from './limited-fetch.ts'
import { UpdateRefusal } from './update-refusal.ts'

export interface SignedFeed {
  readonly provider: 'custom'
  readonly url: string
  readonly key: KeyObject
  readonly updateProvider: typeof SignedProvider
  readonly fetch: Fetch
  /** Gives the look up. */
  readonly signal: AbortSignal
}

const FEED_BYTES = 1_000_000
const SIGNATURE_BYTES = 1_000

/** A folder over HTTP whose feed file carries our signature in a second file beside it. */
export class SignedProvider extends GenericProvider {
  readonly #feed: SignedFeed

  // oxlint-disable-next-line max-params -- as electron-updater calls it
  constructor(feed: SignedFeed, updater: AppUpdater, runtime: ProviderRuntimeOptions) {
    super({ provider: 'generic', url: feed.url }, updater as never, runtime)
    this.#feed = feed
  }

  override async getLatestVersion(): Promise<UpdateInfo> {
    const name = `${this.getDefaultChannelName()}.yml`
    const address = this.#addressOf(name)
    const { fetch, signal } = this.#feed
    const feed = await fetchText(address, { mostBytes: FEED_BYTES, fetch, signal })
    const signed = this.#addressOf(`${name}.sig`)
    const signature = await fetchText(signed, { mostBytes: SIGNATURE_BYTES, fetch, signal }).catch((error: unknown) => {
      // A feed without a signature is none of ours, whoever forgot it.
      if ((error as { statusCode?: number }).statusCode === 404) throw new UpdateRefusal('unsigned')
      throw error
    })
    requireSigned(feed, signature, this.#feed.key)
    const info = parseUpdateInfo(feed, name, address)
    requireSizes(info)
    return info
  }

  #addressOf(name: string): URL {
    const base = this.#feed.url.endsWith('/') ? this.#feed.url : `${this.#feed.url}/`
    const address = new URL(name, base)
    address.searchParams.set('at', Date.now().toString(36))
    return address
  }
}

/** A file without a size could not be limited while it is fetched. */
function requireSizes({ files }: UpdateInfo): void {
  const sized = Array.isArray(files) && files.length > 0 && files.every(({ size }) => Number.isSafeInteger(size))
  if (!sized) throw new UpdateRefusal('feed_unreadable')
}
