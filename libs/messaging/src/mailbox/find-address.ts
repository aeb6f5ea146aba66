import type { Tx } from '#platform';
import { findAgentByName } from '../append/addressee.repository.js';
import { isClient, type ReplyAddress } from '../failure.js';

/** Where a message to somebody goes: a client, an agent's mailbox, or only the log when the agent is gone. */
export async function findAddress(tx: Tx, name: string): Promise<ReplyAddress> {
  if (isClient(name)) return { receiver: name };
  const agent = await findAgentByName(tx, name);
  return agent === undefined ? { receiver: name } : { receiver: name, agent };
}
