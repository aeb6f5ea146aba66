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

const deploy = (name: string, capability: string, llm: object): Promise<Reply> =>
  api.call('/api/v1/agents', {
    body: {
      ...{ name, capabilities: [capability], tools: ['http_client'], llm },
      system_prompt: 'You look things up.',
    },
  });

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
  await deploy('Researcher', 'research', {});
  await deploy('Loner', 'alone', { model: 'lonely-model' });
  await deploy('Seconded', 'seconded', { fallback_model: 'spare-model' });
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
  const times = new Map<string, number[]>();
  const timesOf = (name: string): readonly number[] => times.get(name) ?? [];
  /** By the name in the request; a model of its own name answers for itself. */
  const note: ModelScript = ({ body }) => {
    const { model } = body as { model: string };
    const name = /Anna|Berta|Carla|Doris|Emma|Frieda|Greta|Hilde/.exec(JSON.stringify(body))?.[0];
    const key = model === 'stub-model' ? (name ?? '') : model;
    times.set(key, [...timesOf(key), performance.now()]);
    if (key === 'spare-model') return says('From the spare one.');
    return key === 'Greta' ? says('Back.') : refuses(500);
  };
  /** Beside everything else, because it takes its time: nobody else asks this model. */
  let alone: Promise<Reply>;
  beforeAll(() => {
    stub.script(note);
    alone = ask('Is anybody there?', { capability: 'alone' });
  });

  it('is spared by all after five calls that failed, and nobody asks it in a hot loop', async () => {
    const replies = await Promise.all(names.map((name) => ask(name, { timeout: '5s' })));
    for (const { body } of replies) expect(body).toMatchObject(failed('MODEL_UNAVAILABLE'));
    for (const name of names) expect(Math.min(...gapsOf(timesOf(name)))).toBeGreaterThan(45);
    // Five calls open the circuit; four more were under way.
    expect(names.flatMap(timesOf).length).toBeLessThanOrEqual(9);
    const { body } = await ask('Frieda', { timeout: '1s' });
    expect(body).toMatchObject(failed('MODEL_UNAVAILABLE'));
    expect(JSON.stringify(body)).toContain('being spared');
    expect(timesOf('Frieda')).toEqual([]);
  });

  it('is stood in for by the fallback model, if there is one, and the answer says so', async () => {
    const { body } = await ask('Hilde', { capability: 'seconded' });
    expect(body).toMatchObject(answered('From the spare one.'));
    expect(body['reply']).toMatchObject({
      metadata: {
        model: 'spare-model',
        instead_of: 'openai-compatible/stub-model',
      },
    });
    expect([timesOf('Hilde'), timesOf('spare-model').length]).toEqual([[], 1]);
  });

  it('is asked once when it was spared for ten seconds', async () => {
    const failures = names.flatMap(timesOf);
    expect((await ask('Greta')).body).toMatchObject(answered('Back.'));
    expect(timesOf('Greta')).toHaveLength(1);
    expect((timesOf('Greta')[0] ?? 0) - Math.max(...failures)).toBeGreaterThanOrEqual(10_000);
  }, 30_000);

  it('is asked five times for one message, and no more', async () => {
    expect((await alone).body).toMatchObject(failed('MODEL_UNAVAILABLE'));
    expect(timesOf('lonely-model')).toHaveLength(5);
    expect(Math.min(...gapsOf(timesOf('lonely-model')))).toBeGreaterThan(45);
  }, 30_000);
});
