import { z } from 'zod'

const base64 = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const figures = z.record(z.string().max(100), z.int())
const MAX_PARTS = 100_000

/** The data key, sealed by the recovery code; opens with the code that was valid when the set was made. */
export const recoveryWrap = z.strictObject({ salt: base64, key: z.strictObject({ iv: base64, sealed: base64 }) })

/** 密钥凭据: what tells a key from a wrong one, and the key sealed by the recovery code. Nothing in it is secret. */
export const keyProof = z.strictObject({ kcv: z.string().regex(/^[0-9a-f]{16}$/), recovery: recoveryWrap })

const part = z.strictObject({
  /**
   * Path inside the set, with `/`. A set holds the database and documents, nothing else: whatever a part is called lies beside the
   * live files after a restore, and a vault that came with a set would lock the office out.
   */
  path: z
    .string()
    .max(300)
    // Windows drops dots and blanks at the end of a name, so `.. ` is a way out as well.
    .regex(/^(?:data\.db|documents(?:\/[^\\/:\0]*[^\\/:\0. ])+)$/),
  bytes: z.int().min(0),
  sha256: hash,
})

/** What a set says of itself in `manifest.json`, but for the check sum over all of it. No name of anybody stands in it. */
export const manifestBody = z.strictObject({
  product: z.literal('xiaoqu-wuye'),
  format: z.literal(1),
  madeAt: z.int().min(0),
  program: z.string().max(40),
  schema: z.int().min(1),
  device: z.strictObject({ uid: z.string().max(60), series: z.string().max(10) }),
  facts: z.strictObject({
    head: z.strictObject({ devSeq: z.int().min(0), hash }),
    lastOpAt: z.int().min(0),
    counts: figures,
    sums: figures,
  }),
  parts: z.array(part).min(1).max(MAX_PARTS),
  key: keyProof,
})

export type RecoveryWrap = z.infer<typeof recoveryWrap>
export type KeyProof = z.infer<typeof keyProof>
export type ManifestPart = z.infer<typeof part>
export type ManifestBody = z.infer<typeof manifestBody>
