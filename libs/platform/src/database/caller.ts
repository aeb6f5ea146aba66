import type { Grants } from '#protocol';

/**
 * On whose behalf a statement runs. Every repository call carries one, inside its `Tx`, so that
 * identity and row-level security can be added in one place (`Database`).
 */
export interface Caller {
  /** The tenant whose rows may be seen. */
  readonly workspace: string;
  /** Who acts: `api_client`, an agent's name, or `system`. */
  readonly principal: string;
  /** Which agents and capabilities may be addressed on their behalf. @default all */
  readonly grants?: Grants | undefined;
}

/** The workspace of everybody until identities exist. */
export const defaultWorkspace = 'default';

/** Whoever calls the REST API of a server without identities. */
export const localDeveloper: Caller = { workspace: defaultWorkspace, principal: 'api_client' };

/** The server itself: sweeping, migrating, counting. Its statements span workspaces. */
export const systemCaller: Caller = { workspace: '*', principal: 'system' };
