import type { BodyOf } from '#client';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { readBatch } from './read-batch.js';
import { renderBatch, renderSent } from './render-batch.js';
import { endingOfBatch, waitForBatch } from './wait-for-batch.js';

export interface SendFlags {
  readonly wait?: boolean;
  readonly idempotencyKey?: string;
}

/** Sends the messages of a file; ends as failed when one was refused or, waiting, failed. */
export async function sendBatch(run: Invocation<SendFlags>): Promise<Ending | undefined> {
  const { terminal, flags } = run;
  const messages = await readBatch(run.arg(0));
  const client = await run.client();
  const body = { messages } as unknown as BodyOf<'sendBatch'>;
  const sent = await client.batches.send(body, { idempotencyKey: flags.idempotencyKey });
  // A batch of which nothing was accepted is not kept: there is nothing to wait for.
  if (flags.wait !== true || sent.accepted === 0) {
    terminal.show(sent, renderSent);
    return sent.refused === 0 ? undefined : 'failed';
  }
  terminal.note(renderSent(sent).trimEnd());
  const batch = await waitForBatch(client, sent.batch_id, terminal);
  terminal.show(batch, renderBatch);
  return endingOfBatch(batch);
}
