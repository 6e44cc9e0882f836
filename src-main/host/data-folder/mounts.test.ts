import { expect, test } from 'vitest'
import { isNetworkMount, mountOf } from './mounts.ts'

const MOUNTS = [
  '/dev/sda1 / ext4 rw 0 0',
  '//nas/wuye /mnt/nas cifs rw 0 0',
  'li@host: /home/li/far\\040away fuse.sshfs rw 0 0',
  '/dev/sdb1 /mnt/nas/disk ext4 rw 0 0',
  '',
].join('\n')

test.each([
  ['/srv/wuye', 'ext4'],
  ['/mnt/nas', 'cifs'],
  ['/mnt/nas/data', 'cifs'],
  ['/mnt/nas/disk/data', 'ext4'],
  ['/mnt/nasty', 'ext4'],
  ['/home/li/far away/data', 'fuse.sshfs'],
])('%s lies on %s', (path, type) => {
  expect(mountOf(path, MOUNTS)).toBe(type)
})

test('of two mounts on one place the later one counts', () => {
  expect(mountOf('/mnt/x', '/dev/sda1 /mnt ext4 rw 0 0\nnas:/x /mnt nfs4 rw 0 0')).toBe('nfs4')
})

test.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs', 'fuse.rclone', 'fuse.gvfsd-fuse'])(
  '%s is another machine',
  (type) => {
    expect(isNetworkMount(type)).toBe(true)
  },
)

test.each(['ext4', 'btrfs', 'xfs', 'ntfs3', 'fuseblk', 'overlay', 'tmpfs'])('%s is this machine', (type) => {
  expect(isNetworkMount(type)).toBe(false)
})
