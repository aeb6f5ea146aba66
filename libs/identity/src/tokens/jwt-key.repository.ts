import type { Statement, Tx } from '#platform';

const readKeys: Statement = {
  name: 'jwt-keys.read',
  text: `
    select kid, secret, extract(epoch from now() - created_at) * 1000 as age_ms
    from jwt_keys order by created_at desc, kid`,
};

/** One of those who rotate at the same time; the others find its key. */
const holdRotation: Statement = {
  name: 'jwt-keys.rotate',
  text: `select pg_advisory_xact_lock(7311004)`,
};

const insertKey: Statement = {
  name: 'jwt-keys.insert',
  text: `insert into jwt_keys (kid, secret) values ($1, $2)`,
};

const dropOld: Statement = {
  name: 'jwt-keys.drop',
  text: `delete from jwt_keys where created_at < now() - $1::bigint * interval '1 ms'`,
};

/** A signing key as it is kept, sealed. */
export interface KeptJwtKey {
  readonly kid: string;
  readonly secret: string;
  readonly ageMs: number;
}

/** The newest first. */
export async function readJwtKeys(tx: Tx): Promise<KeptJwtKey[]> {
  const rows = await tx.rows<{ kid: string; secret: string; age_ms: string }>(readKeys);
  return rows.map(({ kid, secret, age_ms }) => ({ kid, secret, ageMs: Number(age_ms) }));
}

/** Until the end of the transaction nobody else rotates. */
export async function holdJwtRotation(tx: Tx): Promise<void> {
  await tx.rows(holdRotation);
}

export async function addJwtKey(tx: Tx, kid: string, secret: string): Promise<void> {
  await tx.rows(insertKey, [kid, secret]);
}

export async function dropJwtKeysOlderThan(tx: Tx, ms: number): Promise<void> {
  await tx.rows(dropOld, [ms]);
}
