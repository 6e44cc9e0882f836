import type { FolderProblem } from '../../../src-shared/contract/desktop.ts'
import { isNetworkMount } from './mounts.ts'

/** What was found out about a folder before anything is written to it. */
export interface FolderFacts {
  /** As asked for, and with links and mapped drives resolved. */
  readonly paths: readonly string[]
  /** `statfs` type of the file system; `null` where the system does not tell (Windows). */
  readonly filesystem: number | null
  /** Type of the mount that holds it (`/proc/self/mounts`); `null` where the system has no such list. */
  readonly mount: string | null
  /** A sync program has left its mark in the folder or above it. */
  readonly syncMarked: boolean
  /** Folders that the environment names as synced (`OneDrive`, `OneDriveCommercial`, `OneDriveConsumer`). */
  readonly syncRoots: readonly string[]
}

/**
 * A database on a network share or in a synced folder gets damaged: locks do not hold there, and a sync client copies a file
 * and its write-ahead log at different moments (architecture §1).
 */
export function folderProblemOf(facts: FolderFacts): FolderProblem | null {
  if (facts.paths.some(isNetworkPath)) return 'network_share'
  if (facts.filesystem !== null && NETWORK_FILESYSTEMS.has(facts.filesystem >>> 0)) return 'network_share'
  if (facts.mount !== null && isNetworkMount(facts.mount)) return 'network_share'
  if (facts.syncMarked) return 'synced_folder'
  if (facts.paths.some(hasSyncedSegment)) return 'synced_folder'
  if (facts.syncRoots.some((root) => facts.paths.some((path) => isInside(path, root)))) return 'synced_folder'
  return null
}

/** `\\server\share`, `//server/share` and `\\?\UNC\server\share`; `\\?\C:\…` is a local path. */
function isNetworkPath(path: string): boolean {
  const plain = path.replaceAll('/', '\\')
  if (/^\\\\[?.]\\UNC\\/i.test(plain)) return true
  return /^\\\\[^\\?.]/.test(plain)
}

/** `statfs` types (linux/magic.h): NFS, SMB, CIFS, SMB2, Ceph, AFS, Coda. */
const NETWORK_FILESYSTEMS: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x00c36400, 0x5346414f, 0x73757245,
])

/** Files by which sync programs mark the folder that they copy. */
export const SYNC_MARKS: readonly string[] = ['.stfolder', '.dropbox.cache', '.owncloudsync.log', '.sync-exclude.lst']

/** Folder names that the sync programs make; some append the account or company (`OneDrive - 某某物业`, `Dropbox (Personal)`). */
const SYNCED_SEGMENTS: readonly RegExp[] = [
  /^onedrive(?: ?- ?.+)?$/i,
  /^dropbox(?: ?[(-].+)?$/i,
  /^(?:my ?)?nutstore(?: ?files)?(?:[ _(-].*)?$/i,
  /^\.?nutstore_?files$/i,
  /^(?:我的)?坚果云.*$/,
  /^icloud ?drive.*$/i,
  /^(?:com~apple~clouddocs|mobile documents)$/i,
  /^baidu(?:netdisk|syncdisk|yun).*$/i,
  /^百度(?:网盘|云).*$/,
  /^(?:google ?drive|my drive|我的云端硬盘)$/i,
  /^wps(?:云盘|drive| ?cloud ?files).*$/i,
  /^(?:微云|weiyun).*$/i,
  /^(?:阿里云盘|adrive).*$/i,
  /^(?:天翼云盘|移动云盘|和彩云|夸克网盘|115网盘|联想企业网盘|够快云库|亿方云).*$/,
  /^(?:synology ?drive|cloudstation|nextcloud|owncloud|seafile|megasync|pcloud ?drive|box sync|syncthing)$/i,
]

function hasSyncedSegment(path: string): boolean {
  return path.split(/[\\/]/).some((segment) => SYNCED_SEGMENTS.some((pattern) => pattern.test(segment)))
}

function isInside(path: string, root: string): boolean {
  const [inner, outer] = [comparable(path), comparable(root)]
  return outer.length > 1 && (inner === outer || inner.startsWith(`${outer}/`))
}

function comparable(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase()
}
