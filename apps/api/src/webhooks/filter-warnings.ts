import type { DeploymentWarning, WebhookFilter } from '#protocol';
import { nearestNames, type Agents } from '#agents';
import type { ConversationLog } from '#messaging';
import type { Caller } from '#platform';

/** Whom it is asked who exists. */
interface Surroundings {
  readonly cache: Pick<Agents['cache'], 'newest'>;
  readonly log: Pick<ConversationLog, 'begun'>;
}

/**
 * What a filter names that is not there now. It may come, so it is a warning; more often it is a typing error, and
 * the receiver would never be told anything.
 */
export async function findFilterToNobody(
  { cache, log }: Surroundings,
  caller: Caller,
  { agents = [], capabilities = [], conversations = [] }: WebhookFilter,
): Promise<DeploymentWarning[]> {
  const registry = await cache.newest(caller);
  const begun = await log.begun(caller, conversations);
  return [
    ...warn('capabilities', capabilities, [...registry.capabilities.keys()]),
    ...warn('agents', agents, [...registry.agents.keys()]),
    ...warn('conversations', conversations, begun),
  ];
}

type Kind = keyof WebhookFilter;

const said: Readonly<Record<Kind, readonly [string, (name: string) => string]>> = {
  capabilities: ['CAPABILITY_UNAVAILABLE', (name) => `no agent provides ${name}`],
  agents: ['AGENT_UNKNOWN', (name) => `no agent is called ${name}`],
  conversations: ['CONVERSATION_UNKNOWN', (name) => `no conversation ${name} has begun`],
};

function warn(kind: Kind, names: readonly string[], known: readonly string[]): DeploymentWarning[] {
  const [code, say] = said[kind];
  return names.flatMap((name, at) => {
    if (known.includes(name)) return [];
    const [nearest] = nearestNames(name, known);
    const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
    const message = `${say(name)}${hint}; until then nothing is told of it`;
    return [{ field: `filter.${kind}[${String(at)}]`, code, message }];
  });
}
