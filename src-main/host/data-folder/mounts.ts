/** The type of the file system that holds a path, by the text of `/proc/self/mounts`: the innermost mount above it. */
export function mountOf(path: string, mounts: string): string | null {
  let found: { readonly at: string; readonly type: string } | null = null
  for (const line of mounts.split('\n')) {
    const [, point, type] = line.split(' ')
    if (point === undefined || type === undefined) continue
    const at = unescaped(point)
    const holds = at === '/' || path === at || path.startsWith(`${at}/`)
    // Of two mounts on one place the later one lies on top.
    if (holds && (found === null || at.length >= found.at.length)) found = { at, type }
  }
  return found?.type ?? null
}

/** Everything that reads its files from another machine, also through FUSE, whose `statfs` says no more than "FUSE". */
export function isNetworkMount(type: string): boolean {
  return NETWORK_TYPES.has(type) || NETWORK_FUSE.some((name) => type === `fuse.${name}`)
}

const NETWORK_TYPES: ReadonlySet<string> = new Set(
  'nfs nfs4 cifs smb3 smbfs ncpfs afs ceph glusterfs lustre 9p coda davfs sshfs'.split(' '),
)
const NETWORK_FUSE =
  'sshfs rclone gvfsd-fuse davfs2 davfs glusterfs curlftpfs s3fs smbnetfs onedriver google-drive-ocamlfuse ceph-fuse'.split(
    ' ',
  )

/** Spaces and their like stand as octal numbers in that file. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
}
