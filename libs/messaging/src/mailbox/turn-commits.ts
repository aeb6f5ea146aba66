import { refusedData, sqlState, type Database, type Tx } from '#platform';
import { goOnWithTrace } from '../append/go-on-with-trace.js';
import { lockingSoon } from '../ingest/ingest.repository.js';
import { CancelAsked, LeaseLost, MailboxBroken, MessageBudgetSpent } from '../messaging.errors.js';
import { Gathering } from '../gathering/gathering.js';
import { onBehalfOf } from '../on-behalf-of.js';
import { settleTurns, type Committed, type EndedTurn, type SettleTerms } from './settle-turns.js';
import type { TurnOutcome } from './turn.js';

/** Turns in one transaction: their rows are locked together, so no more than what takes a moment. */
const maxBatch = 64;

/** So long turns that are written together wait for a conversation that somebody holds; each then waits alone. */
const patienceMs = 500;

/** The SQLSTATE of waiting for a lock for too long. */
const lockNotAvailable = '55P03';

const pendingCheck = 'conversations_pending';

/**
 * Writes turns that end at the same time in one transaction: they share its statements and its wait for
 * the disk. One that cannot be written as it is (its lease is lost, it was cancelled, Postgres refuses
 * what it says, its conversation is held) fails no neighbour: all of them are then written one by one.
 * What else a turn writes beside its messages has locks of its own, so such a turn is never put together
 * with others. See ADR-0029.
 */
export class TurnCommits {
  private readonly gathering: Gathering<EndedTurn, Committed>;

  constructor(
    private readonly database: Database,
    private readonly terms: SettleTerms,
    maxInFlight: number,
  ) {
    this.gathering = new Gathering((turns) => this.settleAll(turns), {
      maxBatch,
      maxInFlight,
      groupOf: ({ turn }) => turn.lease.workspace,
      keyOf: ({ turn }) => `${turn.lease.workspace} ${turn.lease.conversationId}`,
    });
  }

  /** Resolves when the turn is durable. Thrown when its lease is lost: {@link LeaseLost}. */
  commit(ended: EndedTurn): Promise<Committed> {
    return ended.outcome.alongside === undefined
      ? this.gathering.add(ended)
      : this.settleAlone(ended);
  }

  private async settleAll(turns: readonly EndedTurn[]): Promise<readonly Promise<Committed>[]> {
    if (turns.length > 1) {
      try {
        const committed = await this.settleTogether(turns);
        return committed.map((one) => Promise.resolve(one));
      } catch (error) {
        if (!isOfOne(error)) throw error;
      }
    }
    return turns.map((one) => this.settleAlone(one));
  }

  private settleTogether(turns: readonly EndedTurn[]): Promise<Committed[]> {
    const ids = turns.map(({ turn }) => turn.lease.conversationId);
    const workspace = turns[0]?.turn.lease.workspace ?? '';
    const caller = { workspace, principal: 'turns' };
    const locks = lockingSoon(caller, ids, patienceMs);
    return this.database.transaction(caller, (tx) => settleTurns(tx, turns, this.terms, [locks]));
  }

  private settleAlone({ turn, outcome, more }: EndedTurn): Promise<Committed> {
    return this.commitAs({ turn, more }, () => Promise.resolve(outcome));
  }

  /**
   * Writes the outcome that is decided in the transaction itself, alone. A turn that came too late may be
   * refused by its conversation already, where nothing is pending any more.
   */
  async commitAs(
    { turn, more }: Pick<EndedTurn, 'turn' | 'more'>,
    decide: (tx: Tx) => Promise<TurnOutcome>,
  ): Promise<Committed> {
    const { lease } = turn;
    try {
      return await this.database.transaction(onBehalfOf(lease), async (tx) => {
        const decided = await decide(tx);
        const outcome = { ...decided, messages: goOnWithTrace(turn, decided.messages) };
        const [committed] = await settleTurns(tx, [{ turn, outcome, more }], this.terms);
        if (committed === undefined) throw new LeaseLost(lease.mailboxId);
        return committed;
      });
    } catch (error) {
      throw isOverdrawn(error) ? new LeaseLost(lease.mailboxId) : error;
    }
  }
}

/** Something about one of the turns, not about Postgres: written one by one, the others can be. */
function isOfOne(error: unknown): boolean {
  const ours = [LeaseLost, CancelAsked, MessageBudgetSpent, MailboxBroken];
  if (ours.some((kind) => error instanceof kind)) return true;
  const state = sqlState(error);
  return state === lockNotAvailable || refusedData(error) !== undefined;
}

/** Nothing is pending in the conversation any more: whoever took over has settled the message. */
function isOverdrawn(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === pendingCheck;
}
