/// <reference types="element-plus/global" />

export {}

declare module 'vue' {
  /** Attributes that fall through a component onto its control; templates are checked for unknown ones. */
  interface ComponentCustomProps {
    spellcheck?: 'true' | 'false' | boolean
    [name: `aria-${string}`]: unknown
  }
}
