import { NotSendable } from '../outgoing/outgoing.errors.js';
import type { Outbox } from '../outgoing/outbox.js';
import { readOutgoing } from '../outgoing/send-message-tool.js';
import type { Told } from '../journal/kept-call.js';
import { refused } from './told.js';

/** A model sends a message to another agent: it is gathered, and leaves with the commit. */
export async function sendOn(outbox: Outbox, value: unknown): Promise<Told> {
  try {
    const sent = await outbox.put(readOutgoing(value));
    return {
      ok: true,
      sent,
      value: {
        status: 'sent when this turn ends',
        message_ids: sent.map(({ id }) => id),
        routed_to: sent.map(({ agent }) => agent?.name ?? ''),
      },
    };
  } catch (error) {
    if (!(error instanceof NotSendable)) throw error;
    return refused(error.code, error.message, error.details);
  }
}
