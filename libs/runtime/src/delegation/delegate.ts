import type { DelegationRule, JsonObject } from '#protocol';
import type { Turn } from '#messaging';
import type { Answer } from '../answer/compose-reply.js';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import type { TurnKit } from '../turn-kit.js';
import { decideDelegations, type Delegation } from './decide-delegations.js';

/**
 * Puts into the outbox what the rules of the agent make of its answer, and names it in the answer's metadata. It
 * leaves with the commit, as everything does that the turn sends. An answer is an answer also when a rule cannot be
 * followed: then that is named, and logged.
 */
export async function delegate(
  rules: readonly DelegationRule[],
  turn: Turn,
  answer: Answer,
  kit: Pick<TurnKit, 'outbox' | 'log'>,
): Promise<Answer> {
  const delegated: JsonObject[] = [];
  for (const delegation of decideDelegations(rules, answer, turn.message)) {
    delegated.push(await follow(delegation, kit));
  }
  if (delegated.length === 0) return answer;
  return { ...answer, metadata: { ...answer.metadata, delegated } };
}

async function follow(
  { rule, to, performative, content }: Delegation,
  { outbox, log }: Pick<TurnKit, 'outbox' | 'log'>,
): Promise<JsonObject> {
  // The agent has seen to it by itself; the work is not asked for twice.
  if (outbox.messages.some(({ capability }) => capability === to)) {
    return { rule, to, skipped: 'ALREADY_SENT' };
  }
  try {
    const sent = await outbox.put({
      ...{ capability: to, performative, content },
      ...{ replyTo: 'requester' as const, rule },
    });
    const messages = sent.map(({ id, agent }) => ({
      message_id: id,
      routed_to: agent?.name ?? '',
    }));
    return { rule, to, messages };
  } catch (error) {
    if (!(error instanceof NotSendable)) throw error;
    const failed = { rule, to, error: { code: error.code, message: error.message } };
    log.noted('delegation.failed', failed);
    return failed;
  }
}
