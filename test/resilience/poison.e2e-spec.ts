import { ContractFetch } from '../support/contract-fetch.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { Cluster } from './kit/cluster.js';
import { Neighbours } from './kit/neighbours.js';
import { Supervisor } from './kit/supervisor.js';

/** What a message does to the process that works on it, and what its sender is told in the end. */
const codes = {
  exit: 'CRASHED',
  throw: 'AGENT_FAILED',
  heap: 'CRASHED',
  spin: 'CRASHED',
  uncaught: 'CRASHED',
} as const;
type Act = keyof typeof codes;
const acts = Object.keys(codes) as Act[];

/** A run for each; `CAXTON_POISON_RUNS=20` for more, and their figures. */
const count = Number(process.env['CAXTON_POISON_RUNS'] ?? acts.length);
const runs: readonly Act[] = Array.from(
  { length: count },
  (_value, run) => acts[run % acts.length] ?? 'exit',
);

/** A poison message is to be given up within so long. */
const boundMs = 60_000;

interface Answer extends Record<string, unknown> {
  readonly message_id: string;
  readonly reply: { readonly performative: string; readonly content: Record<string, unknown> };
}

interface Letters extends Record<string, unknown> {
  readonly dead_letters: readonly { readonly message_id: string; readonly code: string }[];
}

describeWith(['postgres', 'redis'], 'poison', () => {
  let database: TestDatabase;
  let cluster: Cluster;
  let supervisor: Supervisor;
  let api: ContractFetch;
  const figures: string[] = [];

  beforeAll(async () => {
    database = await createReadyDatabase();
    cluster = await Cluster.start({
      apis: 1,
      workers: 2,
      // What eats all memory is to find the end of it soon.
      nodeFlags: ['--max-old-space-size=256'],
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_REDIS_URL: serverUrl('redis'),
        CAXTON_QUEUE_PREFIX: createQueuePrefix(),
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_LEASE: '2s',
      },
    });
    supervisor = new Supervisor(cluster.workers);
    api = await ContractFetch.of(cluster.urls[0] ?? '');
  }, 120_000);
  afterAll(async () => {
    process.stderr.write(`${figures.join('\n')}\n`);
    supervisor.stop();
    await cluster.kill();
    await database.drop();
  });

  /** Sends poison and waits until somebody tells its sender what became of it. */
  async function send(act: Act, run: number): Promise<{ answer: Answer; tookMs: number }> {
    const startedAt = performance.now();
    const conversation_id = `poison-${String(run)}-${act}`;
    const { body: answer } = await api.call<Answer>('/api/v1/messages', {
      body: { capability: 'poison', conversation_id, content: { act }, wait: '2m' },
    });
    return { answer, tookMs: performance.now() - startedAt };
  }

  it.each(runs.map((act, run) => [run + 1, act] as const))(
    'of run %i (%s) is dead-lettered within a minute, and no neighbour is harmed',
    async (run, act) => {
      const neighbours = new Neighbours(api, `run-${String(run)}`, 24);
      const { answer, tookMs } = await send(act, run);
      const { answered, harmed } = await neighbours.stop();
      figures.push(
        `run ${String(run)} (${act}): ${String(Math.round(tookMs))} ms; neighbours answered ` +
          `${String(answered)}, harmed ${String(harmed.length)}`,
      );
      expect(answer.reply).toMatchObject({
        performative: 'failure',
        content: { code: codes[act] },
      });
      expect(harmed).toEqual([]);
      expect(answered).toBeGreaterThanOrEqual(24);
      const { body } = await api.call<Letters>('/api/v1/dead-letters?limit=100');
      expect(body.dead_letters[0]).toMatchObject({
        ...{ message_id: answer.message_id, code: codes[act] },
      });
      expect(body.dead_letters).toHaveLength(run);
      expect(tookMs).toBeLessThan(boundMs);
    },
    180_000,
  );
});
