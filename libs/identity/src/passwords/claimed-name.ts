import type { KeyRing } from '#secrets';

/**
 * A user name that somebody claims, as it may be kept: people type their password there. Nobody finds it out without
 * the server's key, and the same one is always the same.
 */
export function markOfName(ring: KeyRing, name: string): string {
  return ring.mark(name, 'claimed-name').toString('base64url').slice(0, 16);
}
