import type { FeatureModule } from '../platform/feature-module.ts'

/** The features in this product, one line each. */
export const FEATURES: readonly FeatureModule[] = []
