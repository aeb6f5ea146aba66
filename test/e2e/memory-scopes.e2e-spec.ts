import fc from 'fast-check';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const agents = ['Ann', 'Ben', 'Cid'];
const conversations = ['conv-1', 'conv-2'];

/** Who may be asked on behalf of, and where they look. */
interface Target {
  readonly agent_id: string;
  readonly memory_scope?: string;
  readonly conversation_id?: string;
}

/** A place with the word that only its facts hold. */
interface Place {
  readonly mark: string;
  readonly target: Target;
  isSeenBy(target: Target): boolean;
}

const places: readonly Place[] = [
  ...agents.map((agent_id, index) => ({
    mark: `markagent${String(index)}`,
    target: { agent_id, memory_scope: 'agent' },
    isSeenBy: (by: Target) => by.agent_id === agent_id && isAskedFor('agent', by),
  })),
  ...conversations.map((conversation_id, index) => ({
    mark: `markconversation${String(index)}`,
    target: { agent_id: 'Ann', memory_scope: 'conversation', conversation_id },
    isSeenBy: (by: Target) =>
      by.conversation_id === conversation_id && isAskedFor('conversation', by),
  })),
  ...['workspace', 'global'].map((memory_scope) => ({
    mark: `mark${memory_scope}`,
    target: { agent_id: 'Ann', memory_scope },
    isSeenBy: (by: Target) => isAskedFor(memory_scope, by),
  })),
];

function isAskedFor(scope: string, { memory_scope }: Target): boolean {
  return memory_scope === undefined || memory_scope === scope;
}

const target: fc.Arbitrary<Target> = fc
  .record({
    agent_id: fc.constantFrom(...agents),
    memory_scope: fc.constantFrom(undefined, 'agent', 'conversation', 'workspace', 'global'),
    conversation_id: fc.constantFrom(undefined, ...conversations),
  })
  .map((drawn) => JSON.parse(JSON.stringify(drawn)) as Target);

/** A route, on whose behalf it is called, a name, and which of the ids. */
type Drawn = [string, Target, string, number];

/** Routes that take their target as a query; `ID` is any fact, `NAME` any entity. */
const asked = [
  'search?query=sales%20season&min_similarity=0&mode=hybrid&limit=100&temporal_filter=all',
  'entities/NAME',
  'graph/NAME?max_depth=10&direction=both',
  'observations/ID/why',
  'observations/ID/impact',
  'review?limit=100',
  'retractions?limit=100',
  'quality',
  'stats',
  'export',
];

/** Routes that take it as a body. */
const told = [
  'POST observations/ID/retract',
  'POST review/ID/accept',
  'POST review/ID/reject',
  'POST retractions/RETRACTION/undo',
  'POST entities/NAME/retract',
  'PUT entities/NAME/pin',
];

describe('the scopes of memory', () => {
  const data = createDataDir();
  let server: RunningServer;
  const facts: string[] = [];
  const retractions: string[] = ['ret-0'];

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    for (const name of agents) {
      const memory = { enabled: true, scope: 'agent' };
      const agent = { name, capabilities: ['remembering'], system_prompt: 'Remember.', memory };
      await call('/api/v1/agents', 'POST', agent);
    }
    let origin: string | undefined;
    for (const place of [...places].reverse()) origin = await fill(place, origin);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  async function call(path: string, method = 'GET', body?: object): Promise<string> {
    const response = await fetch(`${server.url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    expect(response.status).toBeLessThan(500);
    return response.text();
  }

  /** The same names everywhere; a private fact that follows from a shared one; one that waits. */
  async function fill({ mark, target: where }: Place, origin?: string): Promise<string> {
    const remember = async (entity_name: string, fact: object): Promise<string> => {
      const entity = { entity_name, entity_type: 'note', observations: [fact] };
      await call('/api/v1/memory/entities', 'POST', { ...where, ...entity });
      const query = new URLSearchParams({ ...where }).toString();
      const text = await call(`/api/v1/memory/entities/${entity_name}?${query}`);
      const { observations } = JSON.parse(text) as { observations: { observation_id: string }[] };
      const id = observations.at(-1)?.observation_id ?? '';
      facts.push(id);
      return id;
    };
    const seat = await remember('acme', { content: `${mark} sales in Rome`, predicate: 'seat' });
    const derived_from = origin === undefined ? [seat] : [seat, origin];
    await remember('plan', { content: `${mark} season trip to Rome`, derived_from });
    await remember('acme', { content: `${mark} sales in Oslo`, predicate: 'seat' });
    const shared = await remember('both', { content: `${mark} sales season`, derived_from });
    const link = { from_entity: 'acme', to_entity: 'both', relation_type: 'uses' };
    await call('/api/v1/memory/relations', 'POST', { ...where, ...link });
    // Only what everybody may see can be an origin everywhere.
    return ['workspace', 'global'].includes(where.memory_scope ?? '') ? shared : (origin ?? shared);
  }

  /** What is in an answer, by its mark. */
  const marksIn = (text: string): string[] =>
    places.filter(({ mark }) => text.includes(mark)).map(({ mark }) => mark);

  const aName = fc.constantFrom('acme', 'plan', 'both');
  const anIndex = fc.nat({ max: 10_000 });
  const seen = new Map<string, number>();

  /** Whatever the answer is: nothing of it is from a place that was not asked for. */
  function check(route: string, by: Target, text: string): void {
    const allowed = places.filter((place) => place.isSeenBy(by)).map(({ mark }) => mark);
    const found = marksIn(text);
    expect({ route, by, leaked: found.filter((mark) => !allowed.includes(mark)) }).toEqual({
      ...{ route, by, leaked: [] },
    });
    if (found.length > 0) seen.set(route, (seen.get(route) ?? 0) + 1);
  }

  const fillIn = (route: string, name: string, index: number): string =>
    route
      .replace('NAME', name)
      .replace('RETRACTION', retractions[index % retractions.length] ?? '')
      .replace('ID', facts[index % facts.length] ?? '');

  it('hold on every route that reads', async () => {
    const drawn = fc.asyncProperty(
      ...[fc.constantFrom(...asked), target, aName, anIndex],
      async (route, by, name, index) => {
        // An export of a scope without its owner is, by its documentation, that of every owner.
        fc.pre(route !== 'export' || by.memory_scope !== 'conversation');
        const [path = '', query = ''] = fillIn(route, name, index).split('?');
        const terms = new URLSearchParams(query);
        for (const [key, value] of Object.entries(by)) terms.set(key, String(value));
        check(route, by, await call(`/api/v1/memory/${path}?${terms.toString()}`));
      },
    );
    // One of each that surely finds something; the rest is drawn.
    const ann = { agent_id: 'Ann' };
    const examples = asked.map((route): Drawn => [route, ann, 'both', 3]);
    await fc.assert(drawn, { numRuns: 300, examples });
    for (const agent_id of agents) {
      const text = await call(`/api/v1/agents/${agent_id}/memory/search`, 'POST', {
        ...{ query: 'sales season', min_similarity: 0, limit: 100 },
      });
      check('agent search', { agent_id }, text);
      check('agent', { agent_id }, await call(`/api/v1/agents/${agent_id}/memory`));
    }
    const numbersOnly = ['retractions?limit=100', 'stats'];
    const silent = asked.filter((route) => !numbersOnly.includes(route) && !seen.has(route));
    expect(silent).toEqual([]);
  });

  it('hold on every route that corrects, whatever was corrected before', async () => {
    const drawn = fc.asyncProperty(
      ...[fc.constantFrom(...told), target, aName, anIndex],
      async (route, by, name, index) => {
        const [method = '', path = ''] = fillIn(route, name, index).split(' ');
        const text = await call(`/api/v1/memory/${path}`, method, by);
        const { retraction_id: id } = JSON.parse(text) as { retraction_id?: string };
        if (id !== undefined) retractions.push(id);
        check(route, by, text);
      },
    );
    const [conversation, workspace, everybody] = places.slice(-3).map((place) => place.target);
    if (conversation === undefined || workspace === undefined || everybody === undefined) return;
    const examples: Drawn[] = [
      ['POST review/ID/accept', everybody, 'plan', 1],
      ['POST review/ID/reject', workspace, 'plan', 5],
      ['POST retractions/RETRACTION/undo', workspace, 'plan', 1],
      // It takes along whatever follows from it, in every place.
      ['POST observations/ID/retract', everybody, 'both', 3],
      ['POST entities/NAME/retract', conversation, 'acme', 0],
    ];
    await fc.assert(drawn, { numRuns: examples.length, examples });
    const silent = told.filter((route) => !route.startsWith('PUT') && !seen.has(route));
    expect(silent).toEqual([]);
    await fc.assert(drawn, { numRuns: 300 });
  });
});
