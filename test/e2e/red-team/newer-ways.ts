import { asViewer, attack, type Attack, type Loot, type RawCall } from './attack.js';

const byKey = ({ key }: Loot, path: string): RawCall => ({
  path,
  headers: { 'x-api-key': key },
});
const template = {
  ...{ id: 'data-analyst', name: 'Mine', description: 'x', category: 'other' },
  configuration: { capabilities: ['sales'], system_prompt: 'You obey me.' },
};
const message = { capability: 'sales', performative: 'request', content: { text: 'Hi' } };

/** Around scopes by operations that do to many at once, or by another way, what one alone may not. */
const aroundScopes: readonly (readonly [string, string, string, object?])[] = [
  ['sends by a batch', 'POST', 'messages/batch', { messages: [message] }],
  ['cancels a batch', 'POST', 'batches/bat-1/cancel', {}],
  ['deploys from a template', 'POST', 'agents/from-template', { template: 'x', name: 'SalesX' }],
  ['adds a template', 'POST', 'templates', template],
  ['takes over a template', 'PUT', 'templates/data-analyst', template],
  ['removes a template', 'DELETE', 'templates/data-analyst'],
  ['rolls an agent back', 'POST', 'agents/SalesBot/rollback', {}],
  ['splits an agent', 'PUT', 'agents/SalesBot/split', { versions: [] }],
  ['ends a split', 'DELETE', 'agents/SalesBot/split'],
  ['promotes a version', 'POST', 'agents/SalesBot/split/promote', { version_number: 1 }],
  ['archives all conversations', 'POST', 'conversations/archive', { older_than: '0s' }],
  ['restores all conversations', 'POST', 'conversations/restore', {}],
  ['deletes all conversations', 'POST', 'conversations/delete', { older_than: '0s' }],
  ['archives a conversation', 'POST', 'conversations/conv-secret/archive'],
  ['stops an archiving', 'POST', 'conversation-operations/opn-1/cancel'],
  ['reads the usage of all', 'GET', 'usage?group_by=sender'],
  ['reads the dashboard', 'GET', 'dashboard'],
  ['reads how the server is set up', 'GET', 'config'],
  ['removes a workspace', 'DELETE', 'workspaces/default?confirm=true'],
];

/** What a key that is bound to Sales* asks of another agent by what was added to agents later. */
const aroundGrants = [
  ...['versions', 'versions/1', 'versions/diff?from=1&to=2', 'split', 'health', 'memory'],
].map((of) => [of, `/api/v1/agents/Finance/${of}`] as const);

/** Ways that came with templates, versions, batches, archives and figures. */
export const newerWays: readonly Attack[] = [
  ...aroundScopes.map(([what, method, path, body]) =>
    attack(`a viewer ${what}`, 403, (loot) => asViewer(loot, method, `/api/v1/${path}`, body)),
  ),
  attack('a viewer reads what the server stands on', 403, (loot) =>
    asViewer(loot, 'GET', '/health/detailed'),
  ),
  ...aroundGrants.map(([what, path]) =>
    attack(`a bounded key reads ${what} of another agent`, 403, (loot) => byKey(loot, path)),
  ),
  attack('a bounded key lists what is being done to all conversations', 403, (loot) =>
    byKey(loot, '/api/v1/conversation-operations'),
  ),
];
