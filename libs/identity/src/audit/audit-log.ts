import type { JsonObject } from '#protocol';
import type { Caller, Database, Tx } from '#platform';
import {
  addAuditEvent,
  readAuditChain,
  readAuditEvents,
  readAuditHead,
  type AuditFilter,
} from './audit.repository.js';
import { chainBegin, firstBreak, missesHead, type AuditEvent } from './chain.js';

/** One act that is to be written down. */
export interface Act {
  readonly workspace: string;
  /** Who: an id, or a name somebody claimed. */
  readonly actor: string;
  readonly actorKind: 'local' | 'user' | 'key' | 'nobody' | 'system';
  /** What: `agent.deploy`. */
  readonly action: string;
  /** To what: `agent:DataAnalyzer`. */
  readonly target: string;
  readonly outcome: 'ok' | 'refused';
  readonly requestId?: string | undefined;
  readonly address?: string | undefined;
  readonly details?: JsonObject;
}

/** How the chain of a workspace stands. */
export interface ChainState {
  readonly events: number;
  readonly isWhole: boolean;
  /** The first event that does not fit the one before. */
  readonly brokenAt: number | undefined;
  readonly head: string;
}

/** So many are held in memory while the chain is checked. */
const portion = 1_000;

/** Who did what, in a chain that shows whether it was touched (security.md §4.11). */
export class AuditLog {
  constructor(private readonly database: Database) {}

  /** In a transaction of its own. */
  async record(act: Act): Promise<void> {
    const caller = { workspace: act.workspace, principal: act.actor };
    await this.database.transaction(caller, (tx) => this.recordIn(tx, act));
  }

  /** In the transaction of the act: both are written or neither is. */
  async recordIn(tx: Tx, act: Act): Promise<void> {
    const { workspace, actor, actorKind, action, target, outcome, details = {} } = act;
    const facts = { actor, actorKind, action, target, outcome, details };
    const { requestId, address } = act;
    await addAuditEvent(tx, workspace, { ...facts, requestId, address });
  }

  /** The newest first. */
  list(caller: Caller, filter: AuditFilter, most: number): Promise<AuditEvent[]> {
    return this.database.read(caller, (tx) => readAuditEvents(tx, filter, most));
  }

  /** Reads the whole chain. */
  async verify(caller: Caller): Promise<ChainState> {
    return this.database.read(caller, async (tx) => {
      const head = await readAuditHead(tx);
      let before = { seq: 0, hash: chainBegin };
      for (;;) {
        const events = await readAuditChain(tx, before.seq, portion);
        const brokenAt = firstBreak(events, before) ?? missesHead(events, head);
        const last = events.at(-1);
        if (brokenAt !== undefined) return stateOf(before, brokenAt);
        if (last === undefined) return stateOf(before, missingAfter(before, head));
        before = last;
      }
    });
  }
}

/** Events that were added meanwhile are no break; an end that is gone is. */
function missingAfter(
  last: { readonly seq: number },
  head: { readonly seq: number } | undefined,
): number | undefined {
  return head !== undefined && last.seq < head.seq ? last.seq + 1 : undefined;
}

function stateOf(
  { seq, hash }: { readonly seq: number; readonly hash: string },
  brokenAt: number | undefined,
): ChainState {
  return { events: seq, isWhole: brokenAt === undefined, brokenAt, head: hash };
}
