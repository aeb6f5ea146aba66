import type { MessageView } from '#protocol';
import type { CodeAgent } from '#runtime';
import { TestServer } from '../worker.fixture.js';

/** Each hears what any other of them answers. */
const ears = Array.from({ length: 6 }, (_, number): CodeAgent => {
  const name = `Ear${String(number)}`;
  const capability = name.toLowerCase();
  const others = [0, 1, 2, 3, 4, 5].filter((other) => other !== number);
  return {
    ...{ name, capabilities: [capability] },
    subscriptions: others.map((other) => ({ to: `ear${String(other)}`, as: capability })),
    handle: () => ({ heard: true }),
  };
});

/** Sends on twice for each message that it gets: by the limit of hops alone there would be 8,190. */
const doubler = (name: string, other: string): CodeAgent => ({
  ...{ name, capabilities: [name.toLowerCase()] },
  handle: async (turn) => {
    const trace = [turn.message.content['trace'] ?? [], name];
    await turn.send(other, { trace, copy: 1 });
    await turn.send(other, { trace, copy: 2 });
    return { trace };
  },
});

/** Gives whatever it gets to the other one, word for word. */
const player = (name: string, other: string): CodeAgent => ({
  ...{ name, capabilities: [name.toLowerCase()] },
  handle: async (turn) => {
    await turn.send(other, turn.message.content);
    return turn.message.content;
  },
});

const agents: CodeAgent[] = [
  ...ears,
  ...[doubler('Left', 'right'), doubler('Right', 'left')],
  ...[player('Ping', 'pong'), player('Pong', 'ping')],
  {
    ...{ name: 'Asker', capabilities: ['asker'] },
    handle: async ({ ask }) => {
      const joined = [];
      for (let round = 1; round <= 5; round += 1) joined.push(await ask('echo', { round }));
      return { failures: joined.flatMap(({ failures }) => failures) } as never;
    },
  },
  {
    ...{ name: 'Planner', capabilities: ['planner'] },
    handle: async ({ ask }) => {
      const parts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((part) => ask('echo', { part }));
      return { parts: (await Promise.all(parts)).length };
    },
  },
  { ...{ name: 'Echo', capabilities: ['echo'] }, handle: ({ message: { content } }) => content },
];

describe('messages that lead to messages', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.open(agents);
    const few = { concurrency: 4, mostCaused: 400 };
    await server.openWorker(few).loop.onApplicationBootstrap();
    await server.openWorker(few).loop.onApplicationBootstrap();
  });
  afterAll(() => server.close());

  async function talk(capability: string, content = {}): Promise<readonly MessageView[]> {
    await server.send(capability, `talk-${capability}`, content);
    return server.settled(`talk-${capability}`);
  }

  /** How much mail the client's message led to, as it was counted and as it is there. */
  async function mailOf(capability: string): Promise<{ counted: number; stored: number }> {
    const [row] = await server.look<{ counted: number; stored: number }>(
      `select max(led_to) as counted, (count(*) filter (where cause_id is not null))::int as stored
       from messages where conversation_id = $1`,
      [`talk-${capability}`],
    );
    return row ?? { counted: 0, stored: 0 };
  }

  const codesIn = (messages: readonly MessageView[]): unknown[] =>
    messages.flatMap(({ content }) => ('code' in content ? [content['code']] : []));

  it('end among agents that all listen to each other: none hears what it led to', async () => {
    const messages = await talk('ear0');
    expect(codesIn(messages)).toEqual([]);
    // Every way through the other five in which nobody comes twice: 5 + 20 + 60 + 120 + 120.
    expect(await mailOf('ear0')).toEqual({ counted: 325, stored: 325 });
    // As many answers to the client, the first one included, and what it sent itself.
    expect(messages).toHaveLength(325 + 326 + 1);
  }, 60_000);

  it('end at the budget where each leads to two, and the client is told once', async () => {
    const messages = await talk('left');
    const failures = messages.filter(({ performative }) => performative === 'failure');
    expect(failures).toMatchObject([
      {
        receiver: 'api_client',
        content: { code: 'MESSAGE_BUDGET_EXCEEDED', retryable: false, attempts: 1 },
      },
    ]);
    expect(await mailOf('left')).toEqual({ counted: 400, stored: 400 });
    // Whoever could not send on any more ended as failed and says why.
    const [ended] = await server.look<{ failed: number; completed: number }>(
      `select (count(*) filter (where error ->> 'code' = 'MESSAGE_BUDGET_EXCEEDED'))::int as failed,
         (count(*) filter (where status = 'completed'))::int as completed
       from messages where conversation_id = 'talk-left' and mailbox_id is not null`,
    );
    expect(ended).toEqual({ completed: 200, failed: 201 });
  }, 60_000);

  it('end at the third time that agents send each other the same words', async () => {
    const messages = await talk('ping', { ball: 1 });
    expect(codesIn(messages)).toEqual(['PING_PONG']);
    expect(messages.at(-1)).toMatchObject({ performative: 'failure', receiver: 'api_client' });
    // Twice to and fro; the client's own words to Ping are not Pong's.
    expect(await mailOf('ping')).toEqual({ counted: 4, stored: 4 });
  });

  it('are far from every limit where ten agents are asked and their answers joined', async () => {
    const messages = await talk('planner');
    expect(messages.at(-1)).toMatchObject({ performative: 'inform', content: { parts: 10 } });
    expect(await mailOf('planner')).toMatchObject({ counted: 10 });
  });
});

describe('questions that a turn waits for', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.open(agents);
    await server.openWorker({ mostCaused: 3 }).loop.onApplicationBootstrap();
  });
  afterAll(() => server.close());

  it('are counted too: beyond the budget they are answered so, and the turn goes on', async () => {
    await server.send('asker', 'talk', {});
    const messages = await server.settled('talk');
    const spent = { content: { code: 'MESSAGE_BUDGET_EXCEEDED' } };
    expect(messages.at(-1)).toMatchObject({
      performative: 'inform',
      content: { failures: [spent, spent] },
    });
    expect(messages.filter(({ sender }) => sender === 'Echo')).toHaveLength(3);
  });
});
