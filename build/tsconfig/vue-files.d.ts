// For tools that do not read .vue themselves (the type-aware linter); vue-tsc resolves the real component first.
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent
  export default component
}
