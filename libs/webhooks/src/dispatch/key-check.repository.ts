import type { Statement, Tx } from '#platform';

/** One webhook for each key that sealed a secret: as many rows as there are keys. */
const readOneOfEachKey: Statement = {
  name: 'webhooks.one-of-each-key',
  text: `
    select distinct on (split_part(secret, '.', 1)) id, workspace_id as workspace, secret
    from webhooks where status = 'enabled' order by split_part(secret, '.', 1), id`,
};

/** A sealed secret, to see whether it opens. */
export interface SealedSample extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly workspace: string;
  readonly secret: string;
}

export async function readSealedSamples(tx: Tx): Promise<SealedSample[]> {
  return tx.rows<SealedSample>(readOneOfEachKey);
}
