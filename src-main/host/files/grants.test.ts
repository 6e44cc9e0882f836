import { expect, test } from 'vitest'
import type { HostToCore } from '../../../src-shared/contract/desktop.ts'
import { Grants } from './grants.ts'

function grants(): { all: Grants; sent: HostToCore[] } {
  const sent: HostToCore[] = []
  let made = 0
  const newId = (): string => {
    made += 1
    return `g${made}`
  }
  const send = (message: HostToCore): boolean => sent.push(message) > 0
  return { all: new Grants({ newId, send }), sent }
}

test('the page gets the bare name and an id, core gets the path', () => {
  const { all, sent } = grants()
  expect(all.add('/home/li/收费.xlsx', { mode: 'write', sizeBytes: null })).toEqual({
    grantId: 'g1',
    fileName: '收费.xlsx',
    sizeBytes: null,
  })
  expect(sent).toEqual([{ t: 'grant', grantId: 'g1', path: '/home/li/收费.xlsx', mode: 'write' }])
})

test('only files that were saved are opened, never what was chosen for reading or was not granted at all', () => {
  const { all } = grants()
  all.add('/d/in.xlsx', { mode: 'read', sizeBytes: 10 })
  all.add('/d/out.xlsx', { mode: 'write', sizeBytes: null })
  expect(all.savedPath('g1')).toBeNull()
  expect(all.savedPath('g2')).toBe('/d/out.xlsx')
  expect(all.savedPath('/etc/passwd')).toBeNull()
})

test('a core that was started anew is told every grant again', () => {
  const { all, sent } = grants()
  all.add('/d/in.xlsx', { mode: 'read', sizeBytes: 10 })
  all.tellAgain()
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
})

test('the oldest grants are forgotten', () => {
  const { all } = grants()
  for (let at = 0; at < 501; at++) all.add(`/d/${at}.pdf`, { mode: 'write', sizeBytes: null })
  expect(all.savedPath('g1')).toBeNull()
  expect(all.savedPath('g501')).toBe('/d/500.pdf')
})
