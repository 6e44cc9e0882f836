import { extname, resolve, sep } from 'node:path'

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.otf': 'font/otf',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

export interface Asset {
  readonly path: string
  readonly mimeType: string
}

/**
 * The file of the page that an `app://app/…` address names, or `null`: another host, a way out of the folder, or a kind of
 * file that no page is made of (source maps among them).
 */
export function assetOf(address: string, root: string): Asset | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'app:' || url.host !== 'app') return null
  const name = decodePath(url.pathname)
  if (name === null) return null
  const path = resolve(root, `.${name === '/' ? '/index.html' : name}`)
  if (!path.startsWith(resolve(root) + sep)) return null
  const mimeType = MIME_TYPES[extname(path).toLowerCase()]
  return mimeType === undefined ? null : { path, mimeType }
}

/** URL takes `..` and `%2e%2e` out by itself; what hides behind `%2f`, `%5c` or a second encoding is refused here. */
function decodePath(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname)
    return /[\\\0%:]|\/\.|\/\//.test(decoded) ? null : decoded
  } catch {
    return null
  }
}
