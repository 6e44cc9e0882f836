import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the parameters that OWASP names first: 19 MiB, 2 passes, 1 lane; about 20 ms here. */
const ARGON2ID = 2
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), OPTIONS)
}

export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  try {
    return await verify(stored, password.normalize('NFKC'))
  } catch {
    // A stored hash that cannot be read lets nobody in.
    return false
  }
}

/** Spends the same time for a user name that does not exist, so that names cannot be told apart. */
export async function verifyNobody(password: string): Promise<false> {
  await hash(password.normalize('NFKC'), OPTIONS)
  return false
}
