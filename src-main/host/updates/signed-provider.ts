import type { KeyObject } from 'node:crypto'

import type { AppUpdater, UpdateInfo } from 'electron-updater'
import { GenericProvider } from 'electron-updater/out/providers/GenericProvider.js'
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'

import { requireSigned } from './feed-signature.ts'
import { UpdateRefusal } from './update-refusal.ts'

export interface SignedFeed {
  readonly provider: 'custom'
  readonly url: string
  readonly key: KeyObject
  readonly updateProvider: typeof SignedProvider
}

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
    const feed = await this.httpRequest(address)
    if (feed === null) throw new UpdateRefusal('feed_unreadable')
    const signature = await this.httpRequest(this.#addressOf(`${name}.sig`)).catch((error: unknown) => {
      // A feed without a signature is none of ours, whoever forgot it.
      if ((error as { statusCode?: number }).statusCode === 404) throw new UpdateRefusal('unsigned')
      throw error
    })
    requireSigned(feed, signature ?? '', this.#feed.key)
    return parseUpdateInfo(feed, name, address)
  }

  #addressOf(name: string): URL {
    const base = this.#feed.url.endsWith('/') ? this.#feed.url : `${this.#feed.url}/`
    const address = new URL(name, base)
    address.searchParams.set('at', Date.now().toString(36))
    return address
  }
}
