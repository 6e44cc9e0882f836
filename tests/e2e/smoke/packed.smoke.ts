import fuseTool from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { launchApp, packedExecutable } from '../../support/launch.ts'

const { FuseV1Options, getCurrentFuseWire } = fuseTool

/** As they stand in the executable: the characters 0 and 1. */
const disabled = 0x30
const enabled = 0x31

test('the packed program opens its first window', async () => {
  const { app, page, close } = await launchApp({ packaged: packedExecutable() })
  expect(await app.evaluate((electron) => electron.app.isPackaged)).toBe(true)
  await expect(page.locator('#app > *').first()).toBeVisible()
  await close()
})

test('the packed program cannot be turned into Node, and loads its own archive alone', async () => {
  const fuses = await getCurrentFuseWire(packedExecutable())
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
  ]
  expect(off.map((fuse) => fuses[fuse])).toEqual(off.map(() => disabled))
  expect(on.map((fuse) => fuses[fuse])).toEqual(on.map(() => enabled))
})
