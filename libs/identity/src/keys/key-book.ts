import {
  parseDuration,
  ProtocolError,
  type KeyCreation,
  type KeyRotation,
  type KeyView,
} from '#protocol';
import type { Caller, Clock, Database, Tx } from '#platform';
import type { KeyRing } from '#secrets';
import type { IdentityChanges } from '../access/identity-changes.js';
import { callerOf, type Principal } from '../access/principal.js';
import { refuseMore } from '../access/refuse-more.js';
import { refuseRemoved } from '../workspaces/refuse-removed.js';
import { addKey, endKeyIn, holdKey, readKeys, type KeptKey } from './api-key.repository.js';
import { holdMaker } from './hold-maker.js';
import { begin, createKeyText } from './key-text.js';

const graceByDefault = '24h';

export interface KeyBookParts {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly changes: IdentityChanges;
  readonly clock: Clock;
}

/** The keys of a workspace. A key is shown once, in the answer that makes it. */
export class KeyBook {
  constructor(private readonly parts: KeyBookParts) {}

  async list(caller: Caller): Promise<KeyView[]> {
    return (await this.parts.database.read(caller, readKeys)).map((key) => this.viewOf(key));
  }

  /** Thrown when no key of the workspace has the id: KEY_NOT_FOUND. */
  async get(caller: Caller, id: string): Promise<KeyView> {
    const key = await this.parts.database.transaction(caller, (tx) => holdKey(tx, id));
    return this.viewOf(key ?? missing(id));
  }

  async create(by: Principal, creation: KeyCreation): Promise<KeyView> {
    const { name, scopes, grants = by.grants, networks, expires_at: expiry } = creation;
    refuseMore(by, { scopes, grants });
    const expiresAt = expiry === undefined ? undefined : new Date(expiry);
    if (expiresAt !== undefined && expiresAt.getTime() <= this.parts.clock.now())
      throw new ProtocolError('INVALID_REQUEST', 'expires_at is in the past', {
        errors: [{ field: 'expires_at', rule: 'future', message: 'is in the past' }],
        suggestion: 'Choose a time to come, or leave it out',
      });
    const asked = { name, scopes: [...new Set(scopes)], grants, networks, expiresAt };
    const { key, text } = await this.parts.database.transaction(callerOf(by), async (tx) => {
      await refuseRemoved(tx);
      refuseMore(await holdMaker(tx, by), asked);
      return this.add(tx, asked);
    });
    return this.viewOf(key, text);
  }

  /** A new key that may do the same; the old one is taken for a while yet. */
  async rotate(by: Principal, id: string, { grace }: KeyRotation): Promise<KeyView> {
    const graceMs = parseDuration(grace ?? graceByDefault);
    const { key, text } = await this.parts.database.transaction(callerOf(by), async (tx) => {
      await refuseRemoved(tx);
      const maker = await holdMaker(tx, by);
      const old = (await holdKey(tx, id)) ?? missing(id);
      if (this.statusOf(old) !== 'active')
        throw new ProtocolError('KEY_ENDED', `The key '${id}' is ${this.statusOf(old)}`, {
          suggestion: 'Make a new one at POST /api/v1/keys',
        });
      refuseMore(maker, old);
      await endKeyIn(tx, id, graceMs);
      return this.add(tx, old);
    });
    this.parts.changes.tellKey(id);
    return this.viewOf(key, text);
  }

  /** By whoever made it, or may do all that it may. It is not taken any more, on any process, within a moment. */
  async revoke(by: Principal, id: string): Promise<KeyView> {
    const key = await this.parts.database.transaction(callerOf(by), async (tx) => {
      const old = (await holdKey(tx, id)) ?? missing(id);
      if (old.createdBy !== tx.caller.principal && by.id !== `key-${id}`) refuseMore(by, old);
      return endKeyIn(tx, id, 0);
    });
    this.parts.changes.tellKey(id);
    return this.viewOf(key ?? missing(id));
  }

  private async add(
    tx: Tx,
    asked: Pick<KeptKey, 'name' | 'scopes' | 'grants' | 'networks' | 'expiresAt'>,
  ): Promise<{ readonly key: KeptKey; readonly text: string }> {
    const { ring } = this.parts;
    const { id, secret, text } = createKeyText();
    const mark = ring.mark(secret, 'api-key').toString('base64url');
    const { name, scopes, grants, networks, expiresAt } = asked;
    const kept = { id, name, scopes, grants, networks, expiresAt, mark, markKey: ring.current };
    return { key: await addKey(tx, kept), text };
  }

  private viewOf(key: KeptKey, text?: string): KeyView {
    return {
      ...{ key_id: key.id, name: key.name, workspace: key.workspace, prefix: begin(key.id) },
      ...{ scopes: [...key.scopes], grants: key.grants },
      networks: key.networks === undefined ? null : [...key.networks],
      ...{ status: this.statusOf(key), created_by: key.createdBy },
      created_at: key.createdAt.toISOString(),
      expires_at: key.expiresAt?.toISOString() ?? null,
      last_used_at: key.lastUsedAt?.toISOString() ?? null,
      revoked_at: key.revokedAt?.toISOString() ?? null,
      ...(text === undefined ? {} : { key: text }),
    };
  }

  private statusOf({ revokedAt, expiresAt }: KeptKey): KeyView['status'] {
    if (revokedAt !== undefined) return 'revoked';
    const isOver = expiresAt !== undefined && expiresAt.getTime() <= this.parts.clock.now();
    return isOver ? 'expired' : 'active';
  }
}

function missing(id: string): never {
  throw new ProtocolError('KEY_NOT_FOUND', `No key has the id '${id}'`, {
    suggestion: 'Use GET /api/v1/keys to list them',
  });
}
