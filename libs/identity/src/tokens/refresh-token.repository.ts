import type { Statement, Tx } from '#platform';

const insertToken: Statement = {
  name: 'refresh.insert',
  text: `
    insert into refresh_tokens (hash, workspace_id, user_id, family_id, expires_at)
    values ($1, $2, $3, $4, now() + $5::bigint * interval '1 ms')`,
};

/** Takes the place of its predecessor, whose end it keeps. */
const insertSuccessor: Statement = {
  name: 'refresh.succeed',
  text: `
    with used as (
      update refresh_tokens set used_at = now(), successor = $3 where hash = $1
      returning workspace_id, user_id, family_id, expires_at)
    insert into refresh_tokens (hash, workspace_id, user_id, family_id, expires_at)
    select $2, workspace_id, user_id, family_id, expires_at from used`,
};

/** Primary key, locked: of two who use a token at once, one gets the successor from the other. */
const holdToken: Statement = {
  name: 'refresh.hold',
  text: `
    select hash, user_id, family_id, successor, revoked_at is not null as revoked,
      expires_at <= now() as expired,
      extract(epoch from now() - used_at) * 1000 as used_ms_ago
    from refresh_tokens where hash = $1 for update`,
};

const findOwner: Statement = {
  name: 'refresh.owner',
  text: `select user_id as id, workspace_id as workspace from refresh_tokens where hash = $1`,
};

const revokeFamily: Statement = {
  name: 'refresh.revoke-family',
  text: `
    update refresh_tokens set revoked_at = now(), successor = null
    where family_id = $1 and revoked_at is null`,
};

const revokeOfUser: Statement = {
  name: 'refresh.revoke-user',
  text: `
    update refresh_tokens set revoked_at = now(), successor = null
    where user_id = $1 and revoked_at is null`,
};

/** Index refresh_tokens_family. Its newest token is neither used nor revoked as long as it goes on. */
const findGoodToken: Statement = {
  name: 'refresh.is-open',
  text: `
    select exists (
      select from refresh_tokens
      where family_id = $1 and revoked_at is null and expires_at > now()) as open`,
};

/** Index refresh_tokens_expiry. */
const dropExpired: Statement = {
  name: 'refresh.drop',
  text: `delete from refresh_tokens where expires_at < now() returning hash`,
};

/** A refresh token as it is kept. */
export interface KeptRefreshToken {
  readonly hash: string;
  readonly userId: string;
  readonly familyId: string;
  /** Sealed. */
  readonly successor: string | undefined;
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  /** Nothing while it was not used. */
  readonly usedMsAgo: number | undefined;
}

/** Whose a token is. */
export type TokenOwner = Readonly<{ id: string; workspace: string }>;

type Row = Readonly<{
  hash: string;
  user_id: string;
  family_id: string;
  successor: string | null;
  revoked: boolean;
  expired: boolean;
  used_ms_ago: string | null;
}>;

export async function addRefreshToken(
  tx: Tx,
  token: { readonly hash: string; readonly familyId: string; readonly lifetimeMs: number },
  user: { readonly id: string; readonly workspace: string },
): Promise<void> {
  const { hash, familyId, lifetimeMs } = token;
  await tx.rows(insertToken, [hash, user.workspace, user.id, familyId, lifetimeMs]);
}

/** Exchanges one for another of the same family. `sealed`: the new one, for a retry. */
export async function succeedRefreshToken(
  tx: Tx,
  used: string,
  next: { readonly hash: string; readonly sealed: string },
): Promise<void> {
  await tx.rows(insertSuccessor, [used, next.hash, next.sealed]);
}

export async function findTokenOwner(tx: Tx, hash: string): Promise<TokenOwner | undefined> {
  const [row] = await tx.rows<TokenOwner>(findOwner, [hash]);
  return row;
}

/** Held until the transaction ends. */
export async function holdRefreshToken(
  tx: Tx,
  hash: string,
): Promise<KeptRefreshToken | undefined> {
  const [row] = await tx.rows<Row>(holdToken, [hash]);
  if (row === undefined) return undefined;
  return {
    ...{ hash: row.hash, userId: row.user_id, familyId: row.family_id },
    successor: row.successor ?? undefined,
    ...{ isRevoked: row.revoked, isExpired: row.expired },
    usedMsAgo: row.used_ms_ago === null ? undefined : Number(row.used_ms_ago),
  };
}

export async function revokeTokenFamily(tx: Tx, familyId: string): Promise<void> {
  await tx.rows(revokeFamily, [familyId]);
}

/** Whether a login goes on: it was neither ended nor is its time over. */
export async function isFamilyOpen(tx: Tx, familyId: string): Promise<boolean> {
  const [row] = await tx.rows<{ open: boolean }>(findGoodToken, [familyId]);
  return row?.open === true;
}

export async function revokeTokensOf(tx: Tx, userId: string): Promise<void> {
  await tx.rows(revokeOfUser, [userId]);
}

/** Gives how many. */
export async function dropExpiredTokens(tx: Tx): Promise<number> {
  return (await tx.rows(dropExpired)).length;
}
