import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import autoImport from 'unplugin-auto-import/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')

// Covered in full where a wrong branch means wrong money; `npm test -- --coverage` asks for it.
const thresholds = {
  'src-shared/kernel/**': { branches: 100 },
  'src-shared/domain/**': { branches: 100 },
  'src-main/core/**': { branches: 90 },
}

const elementPlus = ElementPlusResolver({ importStyle: false })

/** Pickers mark today by the zone of the system: the pages are tried in two. */
const renderer = (name: string, zone: string): TestProjectInlineConfiguration => ({
  extends: true,
  plugins: [
    vue(),
    autoImport({ dts: false, resolvers: [elementPlus] }),
    components({ dts: false, dirs: [], resolvers: [elementPlus] }),
  ],
  test: {
    name,
    include: ['src-renderer/**/*.test.ts'],
    env: { TZ: zone },
    environment: 'happy-dom',
    server: { deps: { inline: ['element-plus'] } },
  },
})

export default defineConfig({
  root,
  test: {
    root,
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      reportsDirectory: 'out/reports/coverage',
      reporter: ['text-summary', 'json-summary', 'html'],
      include: ['src-shared/{kernel,domain}/**/*.ts', 'src-main/core/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.d.ts'],
      thresholds,
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src-shared/**/*.test.ts', 'src-main/**/*.test.ts'],
          env: { TZ: 'UTC' },
          // Pure code keeps nothing between files: one process serves them all.
          isolate: false,
        },
      },
      renderer('renderer', 'Asia/Shanghai'),
      renderer('renderer-utc', 'UTC'),
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/{integration,migrations,contract}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'security', include: ['tests/security/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: 'devices', include: ['tests/devices/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'perf',
          include: ['tests/perf/**/*.bench.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'soak',
          include: ['tests/soak/**/*.soak.test.ts'],
          testTimeout: 36_000_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
