import {
  parseDuration,
  ProtocolError,
  type DeadLetterDiscarded,
  type DeadLetterRequeued,
  type JsonObject,
} from '#protocol';
import { faultPoint } from '#faults';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database, Tx } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { logEvents } from '../append/event-log.repository.js';
import { continueForSettlement, type Numbering } from '../append/numbering.repository.js';
import { explainRoute } from '../ingest/compose-messages.js';
import { forgetAnswersTo } from '../journal/turn-journal.repository.js';
import { lockConversation } from '../mailbox/settle-waiting.repository.js';
import type { Router } from '../message-sender.js';
import { isDiscarded, noDeadLetter, undeliverable } from './dead-letter.errors.js';
import {
  discardLetter,
  findStandingOf,
  putBack,
  type Return,
  type Revived,
  type Standing,
} from './requeue.repository.js';

/** Why a message is a dead letter that must not meet others when it comes back. */
const killsProcesses = 3;

interface PutBack {
  readonly revived: Revived;
  readonly numbering: Numbering;
}

/**
 * Puts dead letters back into mailboxes and discards them. The message keeps its id and its place in the
 * conversation, waits at the tail of its mailbox and is tried as if for the first time; the reply
 * that comes of it says which failure reply it supersedes.
 */
export class Requeue {
  constructor(
    private readonly database: Database,
    private readonly router: Router,
    private readonly afterCommit: AfterCommit,
  ) {}

  /**
   * Once, however often it is asked for: a message that was put back already is only described.
   * `timeout` replaces its deadline; one that has passed is lifted otherwise.
   * Thrown: DEAD_LETTER_NOT_FOUND, DEAD_LETTER_DISCARDED, DEAD_LETTER_UNDELIVERABLE.
   */
  async requeue(
    caller: Caller,
    id: string,
    timeout?: string,
    claim?: IdempotencyClaim,
  ): Promise<DeadLetterRequeued> {
    const letter = mustStand(id, await this.find(caller, id));
    if (!letter.dead && claim === undefined) return describe(letter);
    const to = letter.dead ? await this.chooseReturn(caller, letter, timeout) : undefined;
    const effect: { done?: PutBack | undefined } = {};
    const reply = await faultPoint('dead-letter.requeue', () =>
      answerOnce(this.database, caller, claim, async (tx) => {
        effect.done = to === undefined ? undefined : await putBackOnce(tx, letter, to);
        if (effect.done === undefined) return describe(mustStand(id, await findStandingOf(tx, id)));
        return answer(letter, to?.agent.name ?? '', effect.done.revived);
      }),
    );
    if (effect.done !== undefined) {
      const { revived, numbering } = effect.done;
      const ring = { mailboxId: revived.mailboxId, capability: letter.capability ?? undefined };
      // A suspect has no bell: the lanes that run it look for it.
      const rings = to?.suspect === true ? [] : [ring];
      this.afterCommit.mailArrived(caller.workspace, rings, [numbering]);
    }
    return reply;
  }

  /**
   * Once as well. Who puts it back in the same moment comes before or after. Thrown when it is none, or
   * was put back: DEAD_LETTER_NOT_FOUND.
   */
  async discard(caller: Caller, id: string): Promise<DeadLetterDiscarded> {
    const letter = await this.find(caller, id);
    if (letter === undefined) throw noDeadLetter(id);
    const { conversation_id: conversationId } = letter;
    const done = await faultPoint('dead-letter.discard', () =>
      this.database.transaction(caller, async (tx) => {
        await lockConversation(tx, conversationId);
        return (await discardLetter(tx, id)) ?? (await findStandingOf(tx, id));
      }),
    );
    if (done?.discarded_at == null) throw noDeadLetter(id);
    return {
      message_id: id,
      conversation_id: conversationId,
      state: 'discarded',
      discarded_at: done.discarded_at.toISOString(),
      discarded_by: done.discarded_by ?? '',
    };
  }

  private find(caller: Caller, id: string): Promise<Standing | undefined> {
    return this.database.read(caller, (tx) => findStandingOf(tx, id));
  }

  /** Decided before the transaction: routing reads, and the embedded server has one session. */
  private async chooseReturn(
    caller: Caller,
    letter: Standing,
    timeout: string | undefined,
  ): Promise<Return> {
    const terms = {
      timeoutMs: timeout === undefined ? undefined : parseDuration(timeout),
      suspect: letter.crashes >= killsProcesses,
    };
    const name = letter.routed_to ?? '';
    if (letter.takes_mail) {
      return { ...terms, agent: { id: letter.agent_id, name }, route: undefined };
    }
    const { agent, route } = await this.reroute(caller, letter, name);
    return { ...terms, agent, route };
  }

  private async reroute(
    caller: Caller,
    { id, capability, conversation_id: conversationId, grants }: Standing,
    name: string,
  ): Promise<Pick<Return, 'agent' | 'route'>> {
    const target = capability === null ? { receiver: name } : { capability };
    try {
      // Whoever puts it back: it reaches no further than whoever sent it.
      const sender = { ...caller, grants: grants ?? undefined };
      const decision = await this.router.route(sender, {
        ...{ ...target, conversationId, strategy: 'best_match' },
      });
      const [agent] = decision.agents;
      if (agent === undefined) throw new Error('A routing decision named no agent.');
      const route = explainRoute(decision, capability ?? undefined) as unknown as JsonObject;
      return { agent: { id: agent.id, name: agent.name }, route };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw undeliverable({ id, agent: name, capability }, error);
    }
  }
}

/** A dead letter that may be put back, or was. Looked at again when somebody else was quicker. */
function mustStand(id: string, letter: Standing | undefined): Standing {
  if (letter === undefined) throw noDeadLetter(id);
  if (letter.discarded_at === null) return letter;
  throw isDiscarded(id, letter.discarded_at, letter.discarded_by);
}

/** Nothing: somebody else was quicker. */
async function putBackOnce(tx: Tx, letter: Standing, to: Return): Promise<PutBack | undefined> {
  await lockConversation(tx, letter.conversation_id);
  const now = await findStandingOf(tx, letter.id);
  if (now?.dead !== true) return undefined;
  const numbering = await continueForSettlement(tx, {
    conversationId: letter.conversation_id,
    messages: [],
    events: 1,
    settled: -1,
  });
  const revived = await putBack(tx, letter, to);
  // An answer that could not be used must not be replayed for ever.
  await forgetAnswersTo(tx, letter.id);
  const { requeues, replyBy } = revived;
  const data = {
    by: tx.caller.principal,
    agent: to.agent.name,
    requeues,
    reply_by: replyBy?.toISOString() ?? null,
  };
  await logEvents(
    tx,
    [
      {
        type: 'message.requeued',
        conversationId: letter.conversation_id,
        messageId: letter.id,
        data,
      },
    ],
    [numbering],
  );
  return { revived, numbering };
}

function answer(letter: Standing, agent: string, revived: Revived): DeadLetterRequeued {
  return {
    message_id: letter.id,
    conversation_id: letter.conversation_id,
    agent,
    status: 'delivered',
    requeued: true,
    requeues: revived.requeues,
    requeued_at: revived.requeuedAt.toISOString(),
    reply_by: revived.replyBy?.toISOString() ?? null,
  };
}

/** One that somebody has put back before. */
function describe(letter: Standing): DeadLetterRequeued {
  return {
    message_id: letter.id,
    conversation_id: letter.conversation_id,
    agent: letter.routed_to ?? '',
    status: letter.status,
    requeued: false,
    requeues: letter.requeues,
    requeued_at: (letter.requeued_at ?? new Date(0)).toISOString(),
    reply_by: letter.reply_by?.toISOString() ?? null,
  };
}
