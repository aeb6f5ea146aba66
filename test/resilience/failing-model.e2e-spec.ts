import {
  babbles,
  callsTools,
  cutsOff,
  endsEarly,
  floods,
  refuses,
  says,
  startOpenAiStub,
  type ModelScript,
  type ModelStub,
} from '#testing';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { FaultyLink } from './kit/faulty-link.js';

const data = createDataDir();
let stub: ModelStub;
let link: FaultyLink;
let server: RunningServer;
let api: ContractFetch;

const ask = (request: string, more: object = {}): Promise<Reply> =>
  api.call('/api/v1/messages', {
    body: { capability: 'research', content: { request }, wait: '30s', ...more },
  });

const answered = (text: string): object => ({
  status: 'completed',
  reply: { performative: 'inform', content: { text } },
});

const failed = (code: string): object => ({
  status: 'failed',
  reply: { performative: 'failure', content: { code } },
});

/** Acts, and notes when it was asked. */
function noting(times: number[], act: ModelScript): ModelScript {
  return (request) => {
    times.push(performance.now());
    return typeof act === 'function' ? act(request) : act;
  };
}

/** The times between one call and the next. */
const gapsOf = (times: readonly number[]): number[] =>
  times.slice(1).map((at, index) => at - (times[index] ?? 0));

beforeAll(async () => {
  stub = await startOpenAiStub();
  link = await FaultyLink.open(stub.baseUrl);
  server = await ServerUnderTest.start({
    settings: {
      CAXTON_DATA_DIR: data.path,
      CAXTON_LLM_BASE_URL: link.url,
      CAXTON_LLM_MODEL: 'stub-model',
    },
  });
  api = await ContractFetch.of(server.url);
  await api.call('/api/v1/agents', {
    body: {
      name: 'Researcher',
      capabilities: ['research'],
      tools: ['http_client'],
      system_prompt: 'You look things up.',
    },
  });
}, 120_000);

afterAll(async () => {
  await server.process.stop();
  await link.cut();
  await stub.close();
  data.remove();
});

describe('a message whose model fails', () => {
  const resets: ModelScript = () => {
    link.worsen({ resetAfterBytes: 1 });
    return says('Nobody hears this.');
  };
  const recovers: ModelScript = () => {
    link.worsen({});
    return says('At last.');
  };

  it.each<[string, ModelScript]>([
    ['429', refuses(429, { headers: { 'retry-after': '0' } })],
    ['500', refuses(500)],
    ['529', refuses(529)],
    ['a connection that is reset', resets],
    ['a connection that is cut in the middle', cutsOff()],
    ['malformed JSON', babbles()],
    ['a truncated stream', endsEarly()],
  ])('is answered at the second call after %s', async (_fault, act) => {
    const { length } = stub.requests;
    stub.script(act, recovers);
    const { body } = await ask('Are you there?');
    expect(body).toMatchObject(answered('At last.'));
    expect(stub.requests).toHaveLength(length + 2);
  });

  it('comes back no sooner than retry-after says', async () => {
    const times: number[] = [];
    stub.script(
      noting(times, refuses(429, { headers: { 'retry-after': '2' } })),
      noting(times, says('Now.')),
    );
    expect((await ask('May I?')).body).toMatchObject(answered('Now.'));
    expect(times).toHaveLength(2);
    expect(gapsOf(times)[0]).toBeGreaterThanOrEqual(2_000);
  });

  it('is answered although the model called a tool that does not exist', async () => {
    const { length } = stub.requests;
    stub.script(callsTools({ name: 'crystal_ball', arguments: {} }), says('Without it, then.'));
    expect((await ask('What will be?')).body).toMatchObject(answered('Without it, then.'));
    expect(stub.requests).toHaveLength(length + 2);
    expect(JSON.stringify(stub.requests.at(-1)?.body)).toContain('crystal_ball');
  });

  it('fails after one call when the answer has 10 MB, and says so', async () => {
    const { length } = stub.requests;
    stub.script(floods(10_000_000));
    expect((await ask('Tell me all.')).body).toMatchObject(failed('MODEL_ANSWER_TOO_LARGE'));
    expect(stub.requests).toHaveLength(length + 1);
  });
});

describe('a model that keeps failing', () => {
  const names = ['Anna', 'Berta', 'Carla', 'Doris', 'Emma'];

  it('is asked by nobody in a hot loop, then spared for ten seconds, then asked once', async () => {
    const times = new Map<string, number[]>();
    const note: ModelScript = ({ body }) => {
      const name = /Anna|Berta|Carla|Doris|Emma|Frieda|Greta/.exec(JSON.stringify(body))?.[0] ?? '';
      times.set(name, [...(times.get(name) ?? []), performance.now()]);
      return name === 'Greta' ? says('Back.') : refuses(500);
    };
    stub.script(note);
    const replies = await Promise.all(names.map((name) => ask(name, { timeout: '12s' })));
    for (const { body } of replies) expect(body).toMatchObject(failed('MODEL_UNAVAILABLE'));
    for (const name of names) {
      expect(Math.min(...gapsOf(times.get(name) ?? []))).toBeGreaterThan(45);
    }
    const failures = [...times.values()].flat();
    // Five asks of five calls open the circuit; four more were under way.
    expect(failures.length).toBeLessThanOrEqual(45);
    const { body } = await ask('Frieda', { timeout: '1s' });
    expect(body).toMatchObject(failed('MODEL_UNAVAILABLE'));
    expect(JSON.stringify(body)).toContain('being spared');
    expect((await ask('Greta')).body).toMatchObject(answered('Back.'));
    expect(times.has('Frieda')).toBe(false);
    expect(times.get('Greta')).toHaveLength(1);
    expect((times.get('Greta')?.[0] ?? 0) - Math.max(...failures)).toBeGreaterThanOrEqual(10_000);
  }, 60_000);
});
