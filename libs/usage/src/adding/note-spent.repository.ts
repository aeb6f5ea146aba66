import type { Statement, Tx } from '#platform';

/** What was spent beside messages: tokens, and money where the price of the model is known. */
export interface Spent {
  /** `provider/model` */
  readonly model: string;
  readonly tokens: { readonly input: number; readonly output: number };
  /** In units of `costUnit`. @default nothing is known to cost anything */
  readonly cost?: number | undefined;
}

const note: Statement = {
  name: 'usage.note-spent',
  text: `
    insert into tallies (workspace_id, sent_by, model, tokens_in, tokens_out, cost)
    values ($1, $2, $3, $4, $5, $6)`,
};

/** Counts it for the caller, as what their messages cost is; it is of no agent and of no capability. */
export async function noteSpent(tx: Tx, { model, tokens, cost = 0 }: Spent): Promise<void> {
  const { workspace, principal } = tx.caller;
  await tx.rows(note, [workspace, principal, model, tokens.input, tokens.output, cost]);
}
