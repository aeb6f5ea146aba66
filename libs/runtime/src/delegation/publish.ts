import type { JsonObject } from '#protocol';
import type { Subscriber } from '#agents';
import type { Turn } from '#messaging';
import type { Answer } from '../answer/compose-reply.js';
import type { Directory } from '../directory.js';
import type { Outbox } from '../outgoing/outbox.js';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import type { TurnKit } from '../turn-kit.js';
import { decidePublications, type Publication } from './decide-delegations.js';
import type { Lineage } from './refuse-repeats.js';

/**
 * So many agents may listen to the same; where more do, somebody made a mistake. The others are left out before
 * anything is asked about them: their expressions cost nothing.
 */
const mostListeners = 50;

/** Who listens, and what led to the answer. */
export interface PublishGround {
  readonly directory: Pick<Directory, 'subscribers'>;
  readonly lineage: Pick<Lineage, 'agents'>;
}

/**
 * Puts into the outbox a message for each agent that listens to what was answered under this capability, and names
 * them in the answer's metadata. It leaves with the commit: who listens misses no answer and hears none twice.
 */
export async function publish(
  { directory, lineage }: PublishGround,
  turn: Turn,
  answer: Answer,
  kit: Pick<TurnKit, 'outbox' | 'log' | 'reach'>,
): Promise<Answer> {
  const { capability } = turn.message;
  if (capability === undefined) return answer;
  const subscribers = await directory.subscribers(turn.lease, capability);
  if (subscribers.length === 0) return answer;
  const listeners = firstListeners(subscribers, capability, kit);
  const publications = decidePublications(listeners, answer, turn.message);
  if (publications.length === 0) return answer;
  // A client's message was led to by nobody.
  const causes = turn.message.hops === 0 ? none : await lineage.agents(turn);
  const published = publications.map((each) => tell(each, causes, kit));
  return { ...answer, metadata: { ...answer.metadata, published } };
}

const none: ReadonlySet<string> = new Set();

function firstListeners(
  subscribers: readonly Subscriber[],
  capability: string,
  { log }: Pick<TurnKit, 'log'>,
): readonly Subscriber[] {
  const agents = [...new Set(subscribers.map(({ agent }) => agent.id))];
  if (agents.length <= mostListeners) return subscribers;
  const message = `${agents.length} agents listen; only the first ${mostListeners} are looked at.`;
  log.noted('delegation.failed', { to: capability, error: { code: 'TOO_MANY_MESSAGES', message } });
  const first = new Set(agents.slice(0, mostListeners));
  return subscribers.filter(({ agent }) => first.has(agent.id));
}

function tell(
  { subscriber, performative, content }: Publication,
  causes: ReadonlySet<string>,
  { outbox, log, reach }: Pick<TurnKit, 'outbox' | 'log' | 'reach'>,
): JsonObject {
  const { agent, as, place: rule } = subscriber;
  // Its own turn led to this answer: it would hear an echo of itself, and they would talk for ever.
  if (causes.has(agent.id)) return { to: agent.name, skipped: 'LED_TO_IT' };
  if (!reach.allows(agent.name, as)) return { to: agent.name, skipped: 'NOT_GRANTED' };
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
