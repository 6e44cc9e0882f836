// The dependency rules of the architecture, section 2. tests/architecture plants a violation of each.
const isTest = '\\.test\\.ts$'
const sockets = '^(node:)?(net|http|https|http2|tls|dgram)$|(^|/)node_modules/ws/|^ws$'
const workbooks = '(^|/)node_modules/(exceljs|@e965/xlsx|papaparse)/'
const platforms = '(^|/)node_modules/(electron|vue|vue-router|vue-i18n|pinia|element-plus)/|^electron$'
const driver = '(^|/)node_modules/(better-sqlite3|@types/better-sqlite3)/|^better-sqlite3$'

const forbid = (name, comment, edge) => ({ name, comment, severity: 'error', ...edge })

const layers = [
  forbid('kernel-alone', 'the kernel depends on nothing', {
    from: { path: '^src-shared/kernel/', pathNot: isTest },
    to: { pathNot: '^src-shared/kernel/' },
  }),
  forbid('domain-on-kernel', 'domain imports domain and kernel only', {
    from: { path: '^src-shared/domain/', pathNot: isTest },
    to: { pathNot: '^src-shared/(domain|kernel)/' },
  }),
  forbid('contract-on-domain', 'contract imports domain, kernel and zod only', {
    from: { path: '^src-shared/contract/', pathNot: isTest },
    to: { pathNot: '^src-shared/(contract|domain|kernel)/|(^|/)node_modules/zod/' },
  }),
  forbid('shared-without-node', 'shared code runs anywhere: no Node', {
    from: { path: '^src-shared/', pathNot: isTest },
    to: { dependencyTypes: ['core'] },
  }),
  forbid('shared-without-platform', 'shared code runs anywhere: no Electron, no page libraries, no process of ours', {
    from: { path: '^src-shared/', pathNot: isTest },
    to: { path: `${platforms}|^src-(main|renderer)/` },
  }),
  forbid('renderer-apart', 'the pages never import the main side', {
    from: { path: '^src-renderer/' },
    to: { path: '^src-main/' },
  }),
  forbid('main-apart', 'the main side never imports the pages', {
    from: { path: '^src-main/' },
    to: { path: '^src-renderer/' },
  }),
  forbid('renderer-without-node', 'pages have no Node', {
    from: { path: '^src-renderer/', pathNot: isTest },
    to: { dependencyTypes: ['core'] },
  }),
  forbid('shipped-without-tests', 'shipped code never imports tests or tools', {
    from: { path: '^src-' },
    to: { path: '^(tests|build)/' },
  }),
]

const processes = ['host', 'core', 'edge', 'video'].map((name) =>
  forbid(`process-apart-${name}`, 'processes talk through ports, they never import each other', {
    from: { path: `^src-main/${name}/` },
    to: { path: '^src-main/(host|core|edge|video)/', pathNot: `^src-main/${name}/` },
  }),
)

const privileges = [
  forbid('only-host-electron', 'only host, the preload and the composition root import electron', {
    from: { path: '^src-', pathNot: ['^src-main/(host|preload)/', '^src-main/index\\.ts$'] },
    to: { path: '(^|/)node_modules/electron/|^electron$' },
  }),
  forbid('only-db-sqlite', 'only core/db imports the SQLite driver', {
    from: { path: '^src-', pathNot: '^src-main/core/db/' },
    to: { path: driver },
  }),
  forbid('only-transports-sockets', 'only edge/transports opens a socket', {
    from: { path: '^src-', pathNot: ['^src-main/edge/transports/', isTest] },
    to: { path: sockets },
  }),
  forbid('only-documents-workbooks', 'workbook and CSV libraries live in the documents worker', {
    from: { path: '^src-', pathNot: '^src-main/core/workers/documents' },
    to: { path: workbooks },
  }),
]

const features = ['src-shared/domain', 'src-main/core/features', 'src-renderer/features'].map((base) =>
  forbid(`feature-by-its-index-${base.replaceAll('/', '-')}`, 'a feature reaches another only through its index.ts', {
    from: { path: `^${base}/([^/]+)/` },
    to: { path: `^${base}/[^/]+/`, pathNot: [`^${base}/$1/`, `^${base}/[^/]+/index\\.ts$`] },
  }),
)

module.exports = {
  forbidden: [
    forbid('no-cycles', 'a cycle has no order in which it can be understood', { from: {}, to: { circular: true } }),
    ...layers,
    ...processes,
    ...privileges,
    ...features,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'build/tsconfig/base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/|^src-[^/]+/.*\\.d\\.ts$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
