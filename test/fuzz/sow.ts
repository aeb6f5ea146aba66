import type { ContractFetch } from '../support/contract-fetch.js';
import type { Seen } from './seen.js';

const agent_id = 'DataAnalyzer';

/** One of most things that requests may name, so that a short run gets beyond the 404. */
const seeds: readonly (readonly [string, object])[] = [
  [
    'agents',
    {
      ...{ name: agent_id, capabilities: ['data-analysis'], system_prompt: 'Analyze.' },
      memory: { enabled: true, scope: 'workspace' },
    },
  ],
  [
    'tools',
    {
      ...{ name: 'lookup', description: 'Looks.', url: 'https://nowhere.invalid/', method: 'GET' },
      parameters: { type: 'object' },
    },
  ],
  ['webhooks', { url: 'https://nowhere.invalid/hook', events: ['message.failed'] }],
  ['keys', { name: 'seed', scopes: ['agents:read'] }],
  ['users', { username: 'seed', roles: ['viewer'] }],
  ['workspaces', { name: 'seed', admin: 'seed-admin' }],
  [
    'templates',
    {
      ...{ id: 'seed', name: 'Seed', description: 'Grows.' },
      configuration: { capabilities: ['growing'], system_prompt: 'Grow.' },
    },
  ],
  ['messages/batch', { messages: [{ capability: 'data-analysis', content: { text: 'Ho' } }] }],
  ['messages', { capability: 'data-analysis', content: { text: 'Hi' } }],
  ...['first', 'second'].map((entity_name): readonly [string, object] => [
    'memory/entities',
    { agent_id, entity_name, entity_type: 'note', observations: ['It is there.'] },
  ]),
  [
    'memory/relations',
    { agent_id, from_entity: 'first', to_entity: 'second', relation_type: 'is_before' },
  ],
];

/** Makes what is not there, or no more. Gives what the server did not take: a run may have changed what it rests on. */
export async function sow(api: ContractFetch, seen: Seen): Promise<string[]> {
  const refused: string[] = [];
  for (const [collection, body] of seeds) {
    const { status, body: answer } = await api.call(`/api/v1/${collection}`, { body });
    if (status >= 300) refused.push(`${collection}: ${JSON.stringify(answer)}`);
    else seen.note(collection.split('/')[0] ?? '', answer);
  }
  const { body } = await api.call(`/api/v1/memory/entities/first?agent_id=${agent_id}`);
  seen.note('memory', body);
  return refused;
}
