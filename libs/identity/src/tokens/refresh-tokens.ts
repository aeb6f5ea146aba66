import { createHash, randomBytes } from 'node:crypto';
import { createId, type Tx } from '#platform';
import type { KeyRing, SealedColumn, SealedPlace } from '#secrets';
import {
  addRefreshToken,
  findTokenOwner,
  holdRefreshToken,
  revokeTokenFamily,
  succeedRefreshToken,
  type KeptRefreshToken,
  type TokenOwner,
} from './refresh-token.repository.js';

/** The answer with the successor may have got lost: so long it is given again (FAPI 2.0 §5.3.2.1). */
const graceMs = 10_000;

/** A refresh token and the family it belongs to, by which its login is called. */
export interface IssuedToken {
  readonly token: string;
  readonly familyId: string;
}

/** What came of a refresh token that was shown. */
export type Exchange =
  | { readonly outcome: 'renewed' | 'repeated'; readonly next: IssuedToken }
  | { readonly outcome: 'reused'; readonly familyId: string }
  | { readonly outcome: 'unknown' | 'expired' };

/**
 * Refresh tokens with rotation (RFC 9700 §4.14.2): each is taken once and exchanged for the next. One that is used
 * again was stolen, by whoever came first or whoever comes now: the whole family ends.
 */
export class RefreshTokens {
  constructor(
    private readonly ring: KeyRing,
    /** How long a login lasts. */
    private readonly lifetimeMs: number,
  ) {}

  /** Begins a family. */
  async issue(
    tx: Tx,
    user: { readonly id: string; readonly workspace: string },
  ): Promise<IssuedToken> {
    const token = newToken();
    const familyId = createId('fam');
    await addRefreshToken(tx, { hash: hashOf(token), familyId, lifetimeMs: this.lifetimeMs }, user);
    return { token, familyId };
  }

  /** Whose it is. They are held before their token, by everybody, so that nobody waits in a circle. */
  ownerOf(tx: Tx, token: string): Promise<TokenOwner | undefined> {
    return findTokenOwner(tx, hashOf(token));
  }

  async exchange(tx: Tx, shown: string): Promise<Exchange> {
    const kept = await holdRefreshToken(tx, hashOf(shown));
    const state = kept === undefined ? 'unknown' : stateOf(kept);
    if (kept === undefined || state === 'unknown' || state === 'expired')
      return { outcome: state === 'expired' ? 'expired' : 'unknown' };
    const { familyId } = kept;
    if (state === 'reused') {
      await revokeTokenFamily(tx, familyId);
      return { outcome: 'reused', familyId };
    }
    if (kept.successor !== undefined) {
      const token = this.ring.open(kept.successor, placeOf(kept.hash));
      return { outcome: 'repeated', next: { token, familyId } };
    }
    const token = newToken();
    const sealed = this.ring.seal(token, placeOf(kept.hash));
    await succeedRefreshToken(tx, kept.hash, { hash: hashOf(token), sealed });
    return { outcome: 'renewed', next: { token, familyId } };
  }

  /** Ends the login that a token came of. Gives its family; nothing for a token that nobody was given. */
  async revoke(tx: Tx, token: string): Promise<string | undefined> {
    const kept = await holdRefreshToken(tx, hashOf(token));
    if (kept !== undefined) await revokeTokenFamily(tx, kept.familyId);
    return kept?.familyId;
  }
}

/** A revoked token was either stolen, or is shown after the logout: nobody is told which. */
function stateOf(kept: KeptRefreshToken): 'unknown' | 'expired' | 'reused' | 'good' {
  if (kept.isRevoked) return 'unknown';
  if (kept.isExpired) return 'expired';
  if (kept.usedMsAgo === undefined || kept.usedMsAgo <= graceMs) return 'good';
  return 'reused';
}

function newToken(): string {
  return `cxr_${randomBytes(32).toString('base64url')}`;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function placeOf(hash: string): SealedPlace {
  return ['refresh_tokens', 'successor', hash];
}

/** Where successors are kept until they cannot be asked for again. */
export const successors: SealedColumn = {
  ...{ table: 'refresh_tokens', column: 'successor', id: 'hash', workspace: 'workspace_id' },
  placeOf: ({ id }) => placeOf(id),
};
