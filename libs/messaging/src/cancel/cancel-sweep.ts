import { systemCaller, type Database } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { SetAside, type Found } from '../mailbox/set-aside.js';
import type { CancelOrder } from './announce-cancel.js';
import { findCancelsUnderWay, type UnderWay } from './cancel.repository.js';
import { EndCancelled } from './end-in-portions.js';

/** How much one sweep takes on. */
const limit = 200;

/**
 * Carries on with cancellations that are under way, whoever asked for them and whatever died since. Run by
 * every worker, every second; nearly always it finds nothing, in an index that is empty.
 */
export class CancelSweep {
  private readonly end: EndCancelled;
  private readonly aside = new SetAside();

  constructor(
    private readonly database: Database,
    afterCommit: AfterCommit,
  ) {
    this.end = new EndCancelled(database, afterCommit);
  }

  /**
   * Ends what no turn works on, and tells `stop` of the messages whose turns are to stop, if they run here.
   * Throws, after that, when some could not be ended.
   */
  async run(stop: (order: CancelOrder) => void): Promise<void> {
    const { keys } = this.aside;
    const found = await this.find(keys);
    if (found.length === 0 && keys.length === 0) return;
    try {
      await this.aside.each(conversationsOf(found), async (one) => {
        await this.end.allOf(one.workspace_id, [one.conversation_id]);
      });
    } finally {
      for (const order of ordersFor(await this.find([]))) stop(order);
    }
  }

  private find(aside: readonly string[]): Promise<UnderWay[]> {
    return this.database.read(systemCaller, (tx) => findCancelsUnderWay(tx, limit, aside));
  }
}

function conversationsOf(found: readonly UnderWay[]): Found[] {
  const conversations = new Map(
    found.map(({ workspace_id, conversation_id }) => [
      JSON.stringify([workspace_id, conversation_id]),
      { workspace_id, conversation_id, id: conversation_id },
    ]),
  );
  return [...conversations.values()];
}

function ordersFor(found: readonly UnderWay[]): CancelOrder[] {
  const workspaces = [...new Set(found.map((row) => row.workspace_id))];
  return workspaces.map((workspace) => ({
    workspace,
    messageIds: found.filter((row) => row.workspace_id === workspace).map(({ id }) => id),
  }));
}
