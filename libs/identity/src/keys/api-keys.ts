import { timingSafeEqual } from 'node:crypto';
import { systemCaller, type Clock, type Database, type Logger } from '#platform';
import { SealBroken, type KeyRing } from '#secrets';
import { unauthorized } from '../access/unauthorized.js';
import type { Principal } from '../access/principal.js';
import { RecentlyKnown } from '../access/recently-known.js';
import { findKeyById, noteKeyUse, type KeptKey } from './api-key.repository.js';
import { readKeyText } from './key-text.js';
import { isFrom } from './networks.js';

/** Use is noted once in so long, and not waited for. */
const noteAfterMs = 60_000;

/** Tells whose an API key is. */
export class ApiKeys {
  private readonly known: RecentlyKnown<KeptKey | undefined>;
  private readonly notedAt = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.known = new RecentlyKnown(clock, (id) =>
      this.database.read(systemCaller, (tx) => findKeyById(tx, id)),
    );
  }

  /** Thrown when the key is not taken, or not from there: UNAUTHORIZED, always in the same words. */
  async identify(text: string, address: string): Promise<Principal> {
    const shown = readKeyText(text);
    const kept = shown === undefined ? undefined : await this.known.get(shown.id);
    if (shown === undefined || kept === undefined) throw refused();
    const mark = this.markOf(kept, shown.secret);
    if (!timingSafeEqual(mark, Buffer.from(kept.mark, 'base64url'))) throw refused();
    if (!this.isTaken(kept, address)) throw refused();
    this.noteUse(kept, shown.secret);
    return principalOf(kept);
  }

  /** A key has changed: what was known of it is not used again. */
  forget(id: string): void {
    this.known.forget(id);
  }

  /** Without the master key of its mark nobody can tell whether it is the key. */
  private markOf({ id, markKey }: KeptKey, secret: string): Buffer {
    try {
      return this.ring.mark(secret, 'api-key', markKey);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.log.warn({ key_id: id, reason: error.reason }, 'An API key cannot be checked.');
      throw refused();
    }
  }

  private isTaken({ revokedAt, expiresAt, networks }: KeptKey, address: string): boolean {
    if (revokedAt !== undefined) return false;
    if (expiresAt !== undefined && expiresAt.getTime() <= this.clock.now()) return false;
    return networks === undefined || isFrom(address, networks);
  }

  /** Also marks it under the present master key, so that an old one can be taken out of the ring. */
  private noteUse({ id }: KeptKey, secret: string): void {
    const now = this.clock.monotonic();
    if (now - (this.notedAt.get(id) ?? -Infinity) < noteAfterMs) return;
    this.notedAt.set(id, now);
    const use = { id, mark: this.ring.mark(secret, 'api-key').toString('base64url') };
    const markKey = this.ring.current;
    this.database
      .transaction(systemCaller, (tx) => noteKeyUse(tx, { ...use, markKey }))
      .catch((error: unknown) => {
        this.log.debug({ err: error, key_id: id }, 'The use of a key was not noted.');
      });
  }
}

/** As whom a key acts. */
export function keyPrincipalId(id: string): string {
  return `key-${id}`;
}

function principalOf(key: KeptKey): Principal {
  return {
    ...{ kind: 'key', id: keyPrincipalId(key.id), name: key.name, workspace: key.workspace },
    ...{ roles: [], scopes: new Set(key.scopes), grants: key.grants, mustChangePassword: false },
  };
}

function refused(): Error {
  return unauthorized(
    'The API key is not valid',
    'Check the key; keys are listed at GET /api/v1/keys',
  );
}
