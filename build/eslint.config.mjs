// Only what the main linter cannot see: templates, and promises inside .vue files.
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const root = new URL('..', import.meta.url)

export default [
  { ignores: ['**/node_modules/**', '**/out/**', '**/dist/**'] },
  {
    files: ['src-renderer/**/*.vue'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { vue, '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        project: './build/tsconfig/renderer.json',
        tsconfigRootDir: root.pathname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'vue/no-static-inline-styles': ['error', { allowBinding: true }],
      'vue/no-bare-strings-in-template': 'error',
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      'vue/require-v-for-key': 'error',
      'vue/no-unused-vars': 'error',
      'vue/no-mutating-props': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
]
