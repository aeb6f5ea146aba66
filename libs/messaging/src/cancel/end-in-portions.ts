import { faultPoint } from '#faults';
import type { Caller, Database } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { endCancelled } from './end-cancelled.js';

/** Ends the cancelled messages of conversations, some at a time: others want the conversations too. */
export class EndCancelled {
  constructor(
    private readonly database: Database,
    private readonly afterCommit: AfterCommit,
  ) {}

  /** Gives how many were ended. Those on which a turn works are not. */
  async allOf(workspace: string, conversationIds: readonly string[]): Promise<number> {
    const caller: Caller = { workspace, principal: 'system' };
    let ended = 0;
    for (;;) {
      const portion = await faultPoint('cancel.end', () =>
        this.database.transaction(caller, (tx) => endCancelled(tx, conversationIds)),
      );
      ended += portion.ended;
      this.afterCommit.mailArrived(workspace, portion.rings, portion.numberings);
      if (!portion.hasMore) return ended;
    }
  }
}
