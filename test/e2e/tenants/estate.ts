import { eventually } from '../../support/eventually.js';
import type { Tenant } from './tenant.js';

/** Both workspaces have an agent of this name with a memory: asking in its name is refused to nobody. */
export const namesake = 'Namesake';

/** Both workspaces have a conversation of this name. */
export const sharedTalk = 'shared-talk';

/** The names and ids of what is in a workspace, one of each kind. */
export type Estate = Readonly<Record<Kind, string>>;

export type Kind =
  | 'agent'
  | 'capability'
  | 'tool'
  | 'mcpServer'
  | 'template'
  | 'message'
  | 'conversation'
  | 'batch'
  | 'keeping'
  | 'deadLetter'
  | 'approval'
  | 'artifact'
  | 'entity'
  | 'spareEntity'
  | 'relation'
  | 'fact'
  | 'waitingFact'
  | 'otherWaitingFact'
  | 'retraction'
  | 'webhook'
  | 'delivery'
  | 'user'
  | 'key'
  | 'workspace';

/** Names and ids like these, which nobody has. */
export function strangersOf(estate: Estate): Estate {
  const other = (id: string): string => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
  return Object.fromEntries(
    Object.entries(estate).map(([kind, id]) => [kind, other(id)]),
  ) as Estate;
}

/** The tenant, the word that is in everything it has, and where its tools and webhooks lead. */
interface Founding {
  readonly tenant: Tenant;
  readonly word: string;
  readonly url: string;
}

const textOf = (body: object, field: string): string =>
  String((body as Record<string, unknown>)[field]);

/** Makes one of each kind in a workspace; all names and contents have the word in them. */
export async function found(founding: Founding): Promise<Estate> {
  const agents = await foundAgents(founding);
  const [talks, memory, rest] = await Promise.all([
    foundTalks(founding),
    foundMemory(founding),
    foundRest(founding),
  ]);
  return { ...agents, ...talks, ...memory, ...rest, workspace: founding.tenant.workspace };
}

async function foundAgents({ tenant, word, url }: Founding) {
  const memory = { enabled: true, scope: 'workspace' };
  const agent = { name: `${word}Agent`, capabilities: [`${word}-work`], memory };
  await tenant.make('/api/v1/agents', { ...agent, system_prompt: `The ${word} helps.` });
  await tenant.put(`/api/v1/agents/${agent.name}`, { description: `Helps the ${word}.` });
  await tenant.put(`/api/v1/agents/${agent.name}/split`, {
    versions: [1, 2].map((number) => ({ version_number: number, weight: 1 })),
  });
  await tenant.make('/api/v1/agents', {
    ...{ name: namesake, capabilities: ['namesake'], memory, system_prompt: 'You help.' },
  });
  await tenant.make('/api/v1/agents', {
    ...{ name: `${word}Payer`, capabilities: [`${word}-pay`], system_prompt: 'You pay.' },
    ...{ tools: ['http_client'], tool_policies: { http_client: { needs_approval: true } } },
  });
  await tenant.make('/api/v1/tools', {
    ...{ name: `${word}_tool`, description: `Looks for the ${word}.`, method: 'GET', url },
    ...{ parameters: { type: 'object' }, safety: 'read_only' },
  });
  await tenant.make('/api/v1/mcp-servers', { name: `${word}server`, url });
  await tenant.make('/api/v1/templates', {
    ...{ id: `${word}-template`, name: `The ${word}`, description: `Makes a ${word}.` },
    configuration: { capabilities: [`${word}-work`], system_prompt: `The ${word} helps.` },
  });
  return {
    ...{ agent: agent.name, capability: `${word}-work` },
    ...{ tool: `${word}_tool`, mcpServer: `${word}server` },
    template: `${word}-template`,
  };
}

async function foundTalks({ tenant, word }: Founding) {
  const send = async (capability: string, text: string, conversation: string): Promise<string> => {
    const body = { capability, content: { text }, conversation_id: conversation };
    return textOf(await tenant.make('/api/v1/messages', body), 'message_id');
  };
  const talk = `${word}-talk`;
  const message = await send(`${word}-work`, `About the ${word}`, talk);
  await send(`${word}-work`, `More of the ${word}`, sharedTalk);
  const deadLetter = await send(`${word}-work`, `FAIL over the ${word}`, `${word}-dead`);
  await send(`${word}-pay`, `Pay the ${word}`, `${word}-pay`);
  const batch = `${word}-batch`;
  const batched = { capability: `${word}-work`, content: { text: `All of the ${word}` } };
  await tenant.make('/api/v1/messages/batch', { batch_id: batch, messages: [batched] });
  await untilTold(tenant, `/api/v1/batches/${batch}`, '"completed":"2');
  const kept = await tenant.make('/api/v1/conversations/archive', {
    ...{ older_than: '24h', capability: `${word}-work` },
  });
  await untilTold(tenant, `/api/v1/dead-letters/${deadLetter}`, `${word}-work`);
  for (const id of [talk, sharedTalk]) {
    await untilTold(tenant, `/api/v1/conversations/${id}`, 'completed');
  }
  const asked = await untilTold(tenant, '/api/v1/approvals?status=pending', 'approval_id');
  const [approval] = asked['approvals'] as object[];
  return {
    ...{ message, conversation: talk, deadLetter, batch },
    keeping: textOf(kept, 'operation_id'),
    approval: textOf(approval ?? {}, 'approval_id'),
  };
}

async function foundMemory({ tenant, word }: Founding) {
  const of = { agent_id: namesake };
  const remember = async (name: string, observation: object): Promise<string> => {
    const entity = { entity_name: `${word}_${name}`, entity_type: 'note' };
    await tenant.make('/api/v1/memory/entities', { ...of, ...entity, observations: [observation] });
    const path = `/api/v1/memory/entities/${word}_${name}?agent_id=${namesake}`;
    const { observations } = (await tenant.get(path)).body as { observations: object[] };
    return textOf(observations.at(-1) ?? {}, 'observation_id');
  };
  await tenant.make('/api/v1/memory/entities/batch', {
    ...of,
    entities: ['plan', 'spare', 'one', 'other'].map((name) => ({
      ...{ entity_name: `${word}_${name}`, entity_type: 'note' },
      observations: [`The ${word} has the ${name}`],
    })),
  });
  const fact = await remember('matter', { content: `The ${word} matters` });
  const seat = await remember('seat', { content: `The ${word} is in Rome`, predicate: 'seat' });
  const derived = (content: string) => ({ content: `${content} ${word}`, derived_from: [seat] });
  const waitingFact = await remember('trip', derived('Fly to Rome for the'));
  const otherWaitingFact = await remember('hotel', derived('A bed in Rome for the'));
  await remember('seat', { content: `The ${word} is in Oslo`, predicate: 'seat' });
  const wrong = await remember('error', { content: `The ${word} is wrong` });
  const { retraction_id: retraction } = await tenant.make(
    `/api/v1/memory/observations/${wrong}/retract`,
    { ...of, reason: `The ${word} said so` },
  );
  const { relation_id: relation } = await tenant.make('/api/v1/memory/relations', {
    ...{ ...of, from_entity: `${word}_one`, to_entity: `${word}_other`, relation_type: 'is_of' },
  });
  return {
    ...{
      entity: `${word}_plan`,
      spareEntity: `${word}_spare`,
      fact,
      waitingFact,
      otherWaitingFact,
    },
    ...{ retraction: String(retraction), relation: String(relation) },
  };
}

async function foundRest({ tenant, word, url }: Founding) {
  const artifact = await tenant.make(`/api/v1/artifacts?name=${word}.csv`, `${word}\n1\n`);
  await tenant.make('/api/v1/users', {
    ...{ username: `${word}-colleague`, roles: ['viewer'], password: 'a word of their own' },
  });
  const key = await tenant.make('/api/v1/keys', { name: `${word} key`, scopes: ['agents:read'] });
  const { webhook_id: webhook } = await tenant.make('/api/v1/webhooks', {
    ...{ url: `${url}?of=${word}`, events: ['message.response'], description: `Of ${word}` },
  });
  const path = `/api/v1/webhooks/${String(webhook)}`;
  await tenant.make(`${path}/test`, {});
  const { deliveries } = await untilTold(tenant, `${path}/deliveries`, '"delivered"');
  return {
    artifact: textOf(artifact, 'artifact_id'),
    user: `${word}-colleague`,
    key: textOf(key, 'key_id'),
    webhook: String(webhook),
    delivery: textOf((deliveries as object[])[0] ?? {}, 'delivery_id'),
  };
}

/** The answer as soon as the word is in it. */
async function untilTold(
  tenant: Tenant,
  path: string,
  word: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { text, body } = await eventually(
    () => tenant.get(path),
    (answer) => answer.text.includes(word),
  );
  if (!text.includes(word)) throw new Error(`${path} never told ${word}: ${text}`);
  return body;
}
