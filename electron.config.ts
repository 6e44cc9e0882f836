import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import autoImport from 'unplugin-auto-import/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'

const root = import.meta.dirname
const at = (path: string): string => resolve(root, path)

// Everything else is bundled: an external kysely and zod cost a third of the cold start, and only out/ is packed.
// The last one is an optional require inside unzipper.
const external = ['electron', 'better-sqlite3', '@node-rs/argon2', '@aws-sdk/client-s3']

const elementPlus = ElementPlusResolver({ importStyle: 'css' })

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: at('out/main'),
      rolldownOptions: {
        external,
        input: {
          index: at('src-main/index.ts'),
          core: at('src-main/core/index.ts'),
          reader: at('src-main/core/workers/reader.ts'),
          documents: at('src-main/core/workers/documents.ts'),
          workbooks: at('src-main/core/workers/workbooks.ts'),
          backup: at('src-main/core/workers/backup.ts'),
        },
        // Chunks lie beside the entries, so that import.meta.dirname is out/main wherever a module lands.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: at('out/preload'),
      rolldownOptions: {
        external: ['electron'],
        input: { index: at('src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    base: './',
    plugins: [
      vue(),
      autoImport({ dts: at('src-renderer/auto-imports.d.ts'), resolvers: [elementPlus] }),
      components({ dts: at('src-renderer/components.d.ts'), dirs: [], resolvers: [elementPlus] }),
    ],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // Inlined files become data: addresses, which the policy of the pages allows for images alone.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
})
