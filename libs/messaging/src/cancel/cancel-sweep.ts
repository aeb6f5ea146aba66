import { systemCaller, type Database } from '#platform';
import type { AfterCommit } from '../after-commit.js';
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

  constructor(
    private readonly database: Database,
    afterCommit: AfterCommit,
  ) {
    this.end = new EndCancelled(database, afterCommit);
  }

  /** Ends what no turn works on, and gives the messages whose turns are to stop, if they run here. */
  async run(): Promise<CancelOrder[]> {
    const found = await this.find();
    if (found.length === 0) return [];
    for (const [workspace, conversationId] of conversationsOf(found)) {
      await this.end.allOf(workspace, [conversationId]);
    }
    return ordersFor(await this.find());
  }

  private find(): Promise<UnderWay[]> {
    return this.database.read(systemCaller, (tx) => findCancelsUnderWay(tx, limit));
  }
}

function conversationsOf(found: readonly UnderWay[]): (readonly [string, string])[] {
  const keys = new Map(
    found.map(({ workspace_id: workspace, conversation_id: id }) => [
      JSON.stringify([workspace, id]),
      [workspace, id] as const,
    ]),
  );
  return [...keys.values()];
}

function ordersFor(found: readonly UnderWay[]): CancelOrder[] {
  const workspaces = [...new Set(found.map((row) => row.workspace_id))];
  return workspaces.map((workspace) => ({
    workspace,
    messageIds: found.filter((row) => row.workspace_id === workspace).map(({ id }) => id),
  }));
}
