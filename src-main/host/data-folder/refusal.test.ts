import { describe, expect, test } from 'vitest'
import { folderProblemOf } from './refusal.ts'

const facts = (
  path: string,
  more: { filesystem?: number; mount?: string; syncMarked?: boolean; syncRoots?: string[] } = {},
) => ({
  paths: [path],
  mount: more.mount ?? null,
  syncMarked: more.syncMarked ?? false,
  filesystem: more.filesystem ?? null,
  syncRoots: more.syncRoots ?? [],
})

describe('where the data may lie', () => {
  test.each([
    'C:\\Users\\李\\AppData\\Local\\xiaoqu-wuye',
    'D:\\物业数据',
    '\\\\?\\C:\\物业数据',
    '/home/li/.config/xiaoqu-wuye',
    '/srv/onedrives/data',
    'D:\\云盘备份说明',
  ])('%s is a local folder', (path) => {
    expect(folderProblemOf(facts(path))).toBeNull()
  })

  test.each(['\\\\fileserver\\物业', '//nas/share/data', '\\\\?\\UNC\\nas\\share', '\\\\.\\UNC\\nas\\share'])(
    '%s is a network share',
    (path) => {
      expect(folderProblemOf(facts(path))).toBe('network_share')
    },
  )

  test('a mapped drive is known by the share behind it', () => {
    const mapped = { ...facts('Z:\\data'), paths: ['Z:\\data', '\\\\nas\\share\\data'] }
    expect(folderProblemOf(mapped)).toBe('network_share')
  })

  test.each([0x6969, 0xff534d42, -0x00acb2be, 0xfe534d42])(
    'a mounted share is known by its file system (%i)',
    (filesystem) => {
      expect(folderProblemOf(facts('/mnt/data', { filesystem }))).toBe('network_share')
    },
  )

  test('a share behind FUSE is known by the list of mounts, and a marked folder by its mark', () => {
    expect(folderProblemOf(facts('/mnt/data', { filesystem: 0x65735546, mount: 'fuse.sshfs' }))).toBe('network_share')
    expect(folderProblemOf(facts('/mnt/data', { filesystem: 0x65735546, mount: 'fuseblk' }))).toBeNull()
    expect(folderProblemOf(facts('/srv/data', { syncMarked: true }))).toBe('synced_folder')
  })

  test('ext4 is no share', () => {
    expect(folderProblemOf(facts('/mnt/data', { filesystem: 0xef53 }))).toBeNull()
  })

  test.each([
    'C:\\Users\\李\\OneDrive\\物业',
    'C:\\Users\\李\\OneDrive - 某某物业\\data',
    'C:\\Users\\李\\Dropbox (Personal)\\data',
    'C:\\Users\\李\\Nutstore\\1\\data',
    'D:\\我的坚果云\\data',
    '/home/li/坚果云/data',
    '/Users/li/Library/Mobile Documents/com~apple~CloudDocs/data',
    'C:\\Users\\李\\iCloudDrive\\data',
    'D:\\BaiduSyncdisk\\data',
    'D:\\BaiduNetdiskWorkspace\\data',
    'D:\\百度网盘\\data',
    'D:\\WPS云盘\\data',
    'D:\\天翼云盘同步\\data',
    'C:\\Users\\李\\SynologyDrive\\data',
    '/home/li/Nextcloud/data',
  ])('%s is a synced folder', (path) => {
    expect(folderProblemOf(facts(path))).toBe('synced_folder')
  })

  test('a synced folder of another name is known from the environment, itself and below', () => {
    const syncRoots = ['E:\\云']
    expect(folderProblemOf(facts('e:\\云\\data', { syncRoots }))).toBe('synced_folder')
    expect(folderProblemOf(facts('E:\\云', { syncRoots }))).toBe('synced_folder')
    expect(folderProblemOf(facts('E:\\云南小区', { syncRoots }))).toBeNull()
  })
})
