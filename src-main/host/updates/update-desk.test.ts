import { expect, test } from 'vitest'
import { Tickets } from '../restore/tickets.ts'
import { UpdateDesk } from './update-desk.ts'
import type { Updates } from './updates.ts'

function at() {
  const done: string[] = []
  const note = (what: string) => {
    done.push(what)
    return Promise.resolve()
  }
  const updates: Pick<Updates, 'state' | 'setFeed' | 'check' | 'download' | 'install'> = {
    state: () => ({ version: '1.0.0', feed: null, checkedAt: null, step: { kind: 'idle' } }),
    setFeed: (feed) => {
      done.push('feed')
      return feed === null || feed.startsWith('http')
    },
    check: () => note('check'),
    download: () => note('download'),
    install: () => note('install'),
  }
  const tickets = new Tickets(() => 0)
  const desk = new UpdateDesk(updates as Updates, tickets)
  const acts = (ticket: string) => [
    desk.setFeed({ ticket, feed: 'http://updates.lan/' }),
    desk.check(ticket),
    desk.download(ticket),
    desk.install(ticket),
  ]
  return { desk, tickets, done, acts }
}

test('without leave of core nothing is looked for, fetched, installed or set', () => {
  const { tickets, done, acts } = at()
  tickets.add('restore', { purpose: 'restore', userId: 'u', setName: null })
  tickets.add('code', { purpose: 'new_code', userId: 'u', setName: null })
  for (const ticket of ['', 'made up', 'restore', 'code'])
    expect(acts(ticket)).toEqual(['not_allowed', 'not_allowed', 'not_allowed', 'not_allowed'])
  expect(done).toEqual([])
})

test('a ticket allows one act', () => {
  const { desk, tickets, done, acts } = at()
  tickets.add('once', { purpose: 'update', userId: 'u', setName: null })
  expect(acts('once')).toEqual(['done', 'not_allowed', 'not_allowed', 'not_allowed'])
  for (const act of ['check', 'download', 'install'] as const) {
    tickets.add(act, { purpose: 'update', userId: 'u', setName: null })
    expect(desk[act](act)).toBe('done')
  }
  tickets.add('last', { purpose: 'update', userId: 'u', setName: null })
  expect(desk.setFeed({ ticket: 'last', feed: 'file:///etc' })).toBe('no_address')
  expect(done).toEqual(['feed', 'check', 'download', 'install', 'feed'])
})
