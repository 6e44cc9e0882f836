// Read by build/scripts/pack.mjs, which prepares the folders and gives the variables.
const smoke = process.env.PACK_VARIANT === 'smoke'

module.exports = {
  appId: 'cn.xiaoqu-wuye.desktop',
  productName: '小区物业管理',
  executableName: 'xiaoqu-wuye',
  artifactName: 'xiaoqu-wuye-${version}-${os}-${arch}.${ext}',
  electronDist: process.env.PACK_RUNTIME,
  electronVersion: process.env.PACK_RUNTIME_VERSION,
  npmRebuild: false,
  nodeGypRebuild: false,
  directories: {
    app: 'out/pack/app',
    output: `out/pack/${smoke ? 'smoke' : 'release'}`,
    buildResources: 'build/icons',
  },
  files: ['package.json', 'out/**', 'resources/**'],
  asar: true,
  asarUnpack: ['**/*.node'],
  electronLanguages: ['zh-CN', 'en-US'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    // Playwright attaches through the inspector: on in the build that is tested, off in the one that ships.
    enableNodeCliInspectArguments: smoke,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: { target: ['deb', 'AppImage'], category: 'Office', maintainer: '小区物业管理' },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
  publish: null,
}
