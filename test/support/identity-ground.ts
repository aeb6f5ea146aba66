import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import {
  callerOf,
  localPrincipal,
  openIdentity,
  type AuditEvent,
  type Identity,
  type Principal,
} from '#identity';
import { createSilentLogger } from '#platform';
import { KeyRing } from '#secrets';
import type { Grants, Role } from '#protocol';
import { createMigratedDatabase, type MigratedDatabase } from './migrated-database.js';

export const origin = { address: '192.0.2.7', requestId: 'req-1' };
export const password = 'correct horse battery';

/** Identities over a database of their own, and a connection beside them. */
export interface IdentityGround {
  readonly opened: MigratedDatabase;
  readonly identity: Identity;
  readonly client: Client;
  /** Makes a user with {@link password}. Gives what they may do. */
  addUser(username: string, roles: Role[], grants?: Grants): Promise<Principal>;
  /** Whom a token is taken for. */
  show(token: string): Promise<Principal>;
  showKey(apiKey: string): Promise<Principal>;
  /** What the audit log of the workspace `default` has of an action, the newest first. */
  audited(action: string): Promise<AuditEvent[]>;
  close(): Promise<void>;
}

/** Nobody hears of changes at once: what is taken is looked up each time that a test asks for it anew. */
export async function openIdentityGround(): Promise<IdentityGround> {
  const opened = await createMigratedDatabase();
  const client = new Client({ connectionString: opened.url });
  await client.connect();
  let ahead = 0;
  const identity = openIdentity({
    ...{ database: opened.database, log: createSilentLogger(), mode: 'required' },
    ring: new KeyRing(new Map([['k1', randomBytes(32)]])),
    channel: { publish: () => undefined, subscribe: () => () => undefined },
    clock: { now: () => Date.now(), monotonic: () => performance.now() + (ahead += 10_000) },
    ...{ tokenLifetimeMs: 3_600_000, loginLifetimeMs: 86_400_000 },
  });
  const identify = (shown: { authorization?: string; apiKey?: string }): Promise<Principal> =>
    identity.authenticator.identify({
      ...{ authorization: undefined, apiKey: undefined, address: origin.address, ...shown },
    });
  const show = (token: string): Promise<Principal> =>
    identify({ authorization: `Bearer ${token}` });
  return {
    ...{ opened, identity, client, show },
    showKey: (apiKey) => identify({ apiKey }),
    addUser: async (username, roles, grants = {}) => {
      await identity.users.create(localPrincipal, { username, password, roles, grants });
      return show((await identity.sessions.login(username, password, origin)).token);
    },
    audited: (action) => identity.audit.list(callerOf(localPrincipal), { action }, 100),
    close: async () => {
      identity.close();
      await client.end();
      await opened.close();
    },
  };
}
