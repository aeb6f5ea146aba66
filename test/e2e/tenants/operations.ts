import { namesake, type Estate, type Kind } from './estate.js';
import type { Call } from './tenant.js';

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  /** Names of what its query may have. */
  readonly query: readonly string[];
}

interface Document {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        parameters?: readonly { readonly in: string; readonly name: string }[];
      }
    >
  >;
}

/** Every operation of the API that a server tells of. */
export async function operationsOf(url: string): Promise<Operation[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId: id, parameters = [] }]) => ({
        ...{ method: method.toUpperCase(), path, id },
        query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
      })),
    );
}

/**
 * Workspaces themselves are seen by whoever manages them; `workspaces.e2e-spec.ts` says what they may.
 */
const isOfTenants = ({ path }: Operation): boolean => !path.startsWith('/api/v1/workspaces');

/** Operations on something that they name. */
export const naming = (operations: readonly Operation[]): Operation[] =>
  operations.filter((one) => isOfTenants(one) && one.path.includes('{'));

/** Operations that read, and name nothing. */
export const lists = (operations: readonly Operation[]): Operation[] =>
  operations.filter((one) => isOfTenants(one) && one.method === 'GET' && !one.path.includes('{'));

/** Of which kind is what stands in the first braces, by how a path begins. The first that fits counts. */
const kinds: readonly (readonly [string, Kind])[] = [
  ['/api/v1/agents/{name}', 'agent'],
  ['/api/v1/capabilities/{name}', 'capability'],
  ['/api/v1/tools/{name}', 'tool'],
  ['/api/v1/templates/{id}', 'template'],
  ['/api/v1/mcp-servers/{name}', 'mcpServer'],
  ['/api/v1/messages/{id}', 'message'],
  ['/api/v1/conversations/{id}', 'conversation'],
  ['/api/v1/conversation-operations/{id}', 'keeping'],
  ['/api/v1/batches/{id}', 'batch'],
  ['/api/v1/artifacts/{id}', 'artifact'],
  ['/api/v1/memory/{agent}', 'agent'],
  ['/api/v1/memory/graph/{entity}', 'entity'],
  ['/api/v1/memory/entities/{entity}/retract', 'spareEntity'],
  ['/api/v1/memory/entities/{entity}', 'entity'],
  ['/api/v1/memory/relations/{id}', 'relation'],
  ['/api/v1/memory/observations/{id}', 'fact'],
  ['/api/v1/memory/review/{id}/reject', 'otherWaitingFact'],
  ['/api/v1/memory/review/{id}', 'waitingFact'],
  ['/api/v1/memory/retractions/{id}', 'retraction'],
  ['/api/v1/approvals/{id}', 'approval'],
  ['/api/v1/dead-letters/{id}', 'deadLetter'],
  ['/api/v1/users/{name}', 'user'],
  ['/api/v1/workspaces/{name}', 'workspace'],
  ['/api/v1/keys/{id}', 'key'],
  ['/api/v1/webhooks/{id}', 'webhook'],
];

/** What the body needs for the operation to be refused for nothing but what it names. */
const bodies: Readonly<Record<string, object>> = {
  splitAgent: {
    versions: [1, 2].map((number) => ({ version_number: number, weight: 1 })),
  },
  promoteAgentVersion: { version_number: 1 },
  rollBackAgent: { version_number: 2 },
  updateAgent: { system_prompt: 'You belong to somebody else now.' },
  replaceTemplate: {
    ...{ name: 'Spies', description: 'Spies.' },
    configuration: { capabilities: ['spying'], system_prompt: 'You spy.' },
  },
  generateFromTemplate: { name: 'Spy' },
  replaceTool: { description: 'Spies.', url: 'https://example.com/', method: 'GET' },
  approveMcpTools: { tools: {} },
  searchAgentMemory: { query: 'a plan' },
  decideApproval: { decision: 'approve' },
  changeUser: { disabled: true },
  changeWebhook: { enabled: false },
  recoverDeliveries: { since: new Date(Date.now() - 3_600_000).toISOString() },
  pinEntity: { agent_id: namesake, pinned: true },
};

const inMemory = { agent_id: namesake };

function bodyOf({ id, method, path }: Operation): object | undefined {
  if (method === 'GET' || method === 'DELETE') return undefined;
  if (path.endsWith('/taint')) return { ...inMemory, tainted: true };
  return bodies[id] ?? (path.startsWith('/api/v1/memory/') ? inMemory : {});
}

/** What an operation names, as the owner would: ids and query. */
export function callOf(operation: Operation, estate: Estate, word: string): Call {
  const { method, path, query } = operation;
  const kind = kinds.find(([beginning]) => path.startsWith(beginning))?.[1];
  if (kind === undefined) throw new Error(`Of which kind is what ${path} names?`);
  const filled = path
    .replace('{delivery}', estate.delivery)
    .replace('{number}', '1')
    .replace(/\{\w+\}/, encodeURIComponent(estate[kind]));
  const body = bodyOf(operation);
  const asked = path.endsWith('/versions/diff') ? 'from=1&to=1' : askedOf(query, word);
  return {
    ...{ method, path: asked === '' ? filled : `${filled}?${asked}` },
    ...(body === undefined ? {} : { body }),
  };
}

/** What must be in a query, or makes it do more. */
const queries: Readonly<Record<string, string>> = {
  agent_id: namesake,
  confirm: 'true',
  force: 'true',
};

function askedOf(query: readonly string[], word: string): string {
  const asked = query.flatMap((name) => {
    if (name === 'query') return [`query=${word}`];
    return name in queries ? [`${name}=${queries[name] ?? ''}`] : [];
  });
  return asked.join('&');
}

/** A list or a count, as whoever looks for the word would ask. */
export function listCall({ method, path, query }: Operation, word: string, more = ''): Call {
  return { method, path: `${path}?${[askedOf(query, word), more].filter(Boolean).join('&')}` };
}

/** What filters of lists name. */
const filters: Readonly<Record<string, Kind>> = {
  agent: 'agent',
  agent_id: 'agent',
  participant: 'agent',
  capability: 'capability',
  tool: 'tool',
  conversation: 'conversation',
  conversation_id: 'conversation',
  message: 'message',
  message_id: 'message',
  target: 'user',
  actor: 'user',
};

/** A list, once for each filter that can name what is in an estate. */
export function filtersOf(operation: Operation, estate: Estate, word: string): Call[] {
  return operation.query.flatMap((name) => {
    const kind = filters[name];
    if (kind === undefined) return [];
    const { method, path } = listCall(
      { ...operation, query: operation.query.filter((one) => one !== name) },
      word,
    );
    return [{ method, path: `${path}&${name}=${encodeURIComponent(estate[kind])}` }];
  });
}

/** Reads, then writes, then removals: what is deep in something goes before it. */
export function byHarm(operations: readonly Operation[]): Operation[] {
  const harm = ({ method }: Operation): number =>
    ['GET', 'PUT', 'PATCH', 'POST', 'DELETE'].indexOf(method);
  return [...operations].sort((a, b) => harm(a) - harm(b) || b.path.length - a.path.length);
}

/** Two decide over the same in turn: the second is told that it is decided, or that a split has ended. */
export const isSettledBy = ({ id, method }: Operation, status: number): boolean =>
  (status === 409 && method === 'POST') || (status === 404 && id === 'stopAgentSplit');
