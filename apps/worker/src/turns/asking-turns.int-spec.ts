import type { CodeAgent } from '#runtime';
import { TestServer } from '../worker.fixture.js';

/** How often each handler began. */
const begun = new Map<string, number>();

function agent(name: string, handle: CodeAgent['handle']): CodeAgent {
  return {
    name,
    capabilities: [name.toLowerCase()],
    handle: (turn) => {
      begun.set(name, (begun.get(name) ?? 0) + 1);
      return handle(turn);
    },
  };
}

const agents: CodeAgent[] = [
  agent('Chief', async ({ ask, step }) => {
    const seen = await step('look', () => ({ begun: begun.get('Chief') ?? 0 }));
    const joined = await ask(['echo', 'proxy', 'grumbler'], { text: 'hello' });
    return { seen: { ...seen }, ...joined } as never;
  }),
  agent('Patient', async ({ ask }) => {
    const joined = await ask(['echo', 'idler'], { text: 'hello' }, { timeout: '1s' });
    return { ...joined } as never;
  }),
  agent('Proxy', async ({ ask, message }) => {
    const { answers } = await ask('echo', message.content);
    return { ...answers[0]?.content, by: 'Proxy' };
  }),
  agent('Ouroboros', async ({ ask }) => ({ ...(await ask('tail', {})) }) as never),
  agent('Tail', async ({ ask }) => ({ ...(await ask('ouroboros', {})) }) as never),
  agent('Echo', ({ message: { content } }) => ({ ...content, heard: true })),
  agent('Grumbler', (turn) => turn.refuse('not today')),
  agent(
    'Idler',
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('woken'));
        });
      }),
  ),
];

describe('agents that ask each other', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.open(agents);
    await server.openWorker({ concurrency: 2 }).loop.onApplicationBootstrap();
  });
  afterAll(() => server.close());

  async function answerOf(capability: string, content = {}): Promise<unknown> {
    const conversation = `talk-${capability}`;
    const id = await server.send(capability, conversation, content);
    const messages = await server.settled(conversation);
    return messages.find(({ in_reply_to: to }) => to === id)?.content;
  }

  it('get all answers, good and bad, and do nothing twice that was a step', async () => {
    expect(await answerOf('chief')).toMatchObject({
      seen: { begun: 1 },
      complete: false,
      answers: [
        { agent: 'Echo', content: { text: 'hello', heard: true } },
        { agent: 'Proxy', content: { text: 'hello', heard: true, by: 'Proxy' } },
      ],
      failures: [{ agent: 'Grumbler', performative: 'refuse' }],
      missing: [],
    });
  });

  it('go on with what has come when their time to wait is over', async () => {
    expect(await answerOf('patient')).toMatchObject({
      complete: false,
      answers: [{ agent: 'Echo' }],
    });
  });

  it('are told at once when they ask in a circle', async () => {
    expect(await answerOf('ouroboros')).toMatchObject({
      answers: [{ agent: 'Tail', content: { failures: [{ content: { code: 'ASK_DEADLOCK' } }] } }],
    });
  });
});
