import { expect, test } from 'vitest'
import { chooseFolder } from './choose-folder.ts'

const choice = { asked: null, shared: '/shared', own: '/own', holdsData: () => false }

test('each user of the system has a folder of its own, unless the PC has one with data for all', () => {
  expect(chooseFolder(choice)).toEqual({ dataDir: '/own', shared: false })
  expect(chooseFolder({ ...choice, holdsData: (folder) => folder === '/shared' })).toEqual({
    dataDir: '/shared',
    shared: true,
  })
})

test('what the command line says goes before, and makes the shared folder', () => {
  expect(chooseFolder({ ...choice, asked: '/else', holdsData: () => true })).toEqual({
    dataDir: '/else',
    shared: false,
  })
  expect(chooseFolder({ ...choice, asked: '/shared' })).toEqual({ dataDir: '/shared', shared: true })
})
