import type { JsonObject } from '#protocol';
import type { Turn } from '#messaging';
import type { Answer } from '../answer/compose-reply.js';
import type { Directory } from '../directory.js';
import type { Outbox } from '../outgoing/outbox.js';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import type { TurnKit } from '../turn-kit.js';
import { decidePublications, type Publication } from './decide-delegations.js';

/** One answer is told to so many agents; a workspace in which more listen to the same has a mistake in it. */
const mostTold = 50;

/**
 * Puts into the outbox a message for each agent that listens to what was answered under this capability, and names
 * them in the answer's metadata. It leaves with the commit: who listens misses no answer and hears none twice.
 */
export async function publish(
  directory: Pick<Directory, 'subscribers'>,
  turn: Turn,
  answer: Answer,
  kit: Pick<TurnKit, 'outbox' | 'log'>,
): Promise<Answer> {
  const { capability } = turn.message;
  if (capability === undefined) return answer;
  const subscribers = await directory.subscribers(turn.lease, capability);
  const publications = decidePublications(subscribers, answer, turn.message);
  if (publications.length === 0) return answer;
  const told = publications.slice(0, mostTold).map((each) => tell(each, kit));
  if (publications.length > mostTold) {
    const message = `${publications.length} agents listen; the first ${mostTold} are told.`;
    kit.log.noted('delegation.failed', {
      to: capability,
      error: { code: 'TOO_MANY_MESSAGES', message },
    });
  }
  return { ...answer, metadata: { ...answer.metadata, published: told } };
}

function tell(
  { subscriber, performative, content }: Publication,
  { outbox, log }: Pick<TurnKit, 'outbox' | 'log'>,
): JsonObject {
  const { agent, as, place: rule } = subscriber;
  // It was asked for the same by a rule or by the agent itself.
  if (wasAsked(outbox, agent.name, as)) return { to: agent.name, skipped: 'ALREADY_SENT' };
  const outgoing = { capability: as, performative, content, replyTo: 'requester' as const, rule };
  try {
    const { id } = outbox.putTo(agent, outgoing);
    return { to: agent.name, message_id: id };
  } catch (error) {
    if (!(error instanceof NotSendable)) throw error;
    const failed = { to: agent.name, error: { code: error.code, message: error.message } };
    log.noted('delegation.failed', { rule, ...failed });
    return failed;
  }
}

function wasAsked({ messages }: Outbox, name: string, capability: string): boolean {
  return messages.some(
    (message) => message.agent?.name === name && message.capability === capability,
  );
}
