import { ProtocolError } from '#protocol';
import type { Caller, Database } from '#platform';
import { holdsBeyond, type Named } from './reach.repository.js';

/** Keeps conversations from whoever is not granted what is said in them. */
export class ConversationReach {
  constructor(private readonly database: Database) {}

  /** Thrown when it holds mail to agents or capabilities beyond the caller's grants: NOT_GRANTED. */
  async refuseBeyond(caller: Caller, named: Named): Promise<void> {
    const { grants } = caller;
    if (grants === undefined) return;
    const isBeyond = await this.database.read(caller, (tx) => holdsBeyond(tx, named, grants));
    if (!isBeyond) return;
    throw new ProtocolError(
      'NOT_GRANTED',
      'The conversation holds messages to agents or capabilities that you are not granted',
      { suggestion: 'Begin a conversation of your own, or ask an admin for the grant' },
    );
  }
}
