// The dependency rules of the architecture, section 2. tests/architecture plants a violation of each.
const sockets = '^(node:)?(net|http|https|http2|tls|dgram)$|(^|/)node_modules/ws/|^ws$'
const workbooks = '(^|/)node_modules/(exceljs|@e965/xlsx|papaparse)/'
const isTest = '\\.test\\.ts$'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const withinFeature = (base) =>
  forbid(
    `feature-by-its-index: ${base}`,
    'a feature reaches another only through its index.ts',
    { path: `^${base}/([^/]+)/` },
    { path: `^${base}/[^/]+/`, pathNot: [`^${base}/$1/`, `^${base}/[^/]+/index\\.ts$`] },
  )

/** host, core, edge and video never import each other. */
const separateProcesses = ['host', 'core', 'edge', 'video'].map((name) =>
  forbid(
    `process-apart: ${name}`,
    'processes talk through ports, they never import each other',
    { path: `^src-main/${name}/` },
    { path: '^src-main/(host|core|edge|video)/', pathNot: `^src-main/${name}/` },
  ),
)

module.exports = {
  forbidden: [
    forbid('no-cycles', 'a cycle has no order in which it can be understood', {}, { circular: true }),
    forbid(
      'resolvable',
      'an import that resolves to nothing',
      {},
      { couldNotResolve: true, pathNot: '^\\./|^virtual:' },
    ),
    forbid(
      'kernel-alone',
      'the kernel depends on nothing',
      { path: '^src-shared/kernel/', pathNot: isTest },
      { pathNot: '^src-shared/kernel/' },
    ),
    forbid(
      'domain-on-kernel',
      'domain imports domain and kernel only',
      { path: '^src-shared/domain/', pathNot: isTest },
      { pathNot: '^src-shared/(domain|kernel)/' },
    ),
    forbid(
      'contract-on-domain',
      'contract imports domain, kernel and zod only',
      { path: '^src-shared/contract/', pathNot: isTest },
      { pathNot: '^src-shared/(contract|domain|kernel)/|(^|/)node_modules/zod/' },
    ),
    forbid(
      'locales-alone',
      'locales import shared code only',
      { path: '^src-shared/locales/', pathNot: isTest },
      { pathNot: '^src-shared/' },
    ),
    forbid(
      'shared-runs-anywhere',
      'shared code has no Node, Electron or page libraries',
      { path: '^src-shared/', pathNot: isTest },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'shared-without-platform',
      'shared code has no Node, Electron or page libraries',
      { path: '^src-shared/', pathNot: isTest },
      {
        path: '(^|/)node_modules/(electron|vue|vue-router|vue-i18n|pinia|element-plus)/|^electron$|^src-(main|renderer)/',
      },
    ),
    forbid(
      'renderer-apart',
      'the pages never import the main side',
      { path: '^src-renderer/' },
      { path: '^src-main/' },
    ),
    forbid('main-apart', 'the main side never imports the pages', { path: '^src-main/' }, { path: '^src-renderer/' }),
    forbid(
      'renderer-without-node',
      'pages have no Node',
      { path: '^src-renderer/', pathNot: isTest },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'shipped-without-tests',
      'shipped code never imports tests or build',
      { path: '^src-' },
      { path: '^(tests|build)/' },
    ),
    ...separateProcesses,
    forbid(
      'only-host-electron',
      'only host, the preload and the composition root import electron',
      { path: '^src-', pathNot: ['^src-main/(host|preload)/', '^src-main/index\\.ts$'] },
      { path: '(^|/)node_modules/electron/|^electron$' },
    ),
    forbid(
      'only-db-sqlite',
      'only core/db imports the SQLite driver',
      { path: '^src-', pathNot: '^src-main/core/db/' },
      { path: '(^|/)node_modules/(better-sqlite3|@types/better-sqlite3)/|^better-sqlite3$' },
    ),
    forbid(
      'only-transports-sockets',
      'only edge/transports opens a socket',
      { path: '^src-', pathNot: ['^src-main/edge/transports/', isTest] },
      { path: sockets },
    ),
    forbid(
      'only-documents-workbooks',
      'workbook and CSV libraries live in the documents worker',
      { path: '^src-', pathNot: '^src-main/core/workers/documents' },
      { path: workbooks },
    ),
    withinFeature('src-shared/domain'),
    withinFeature('src-main/core/features'),
    withinFeature('src-renderer/features'),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'build/tsconfig/base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist)/|\\.d\\.ts$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
