import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createQueuePrefix } from '../../../../test/support/databases.js';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import type { MessageView } from '#protocol';
import {
  createSilentLogger,
  EventChannel,
  localDeveloper,
  openQueues,
  readEnv,
  systemCaller,
  systemClock,
  type Queues,
} from '#platform';
import { agentEntities, openAgents, type Agents } from '#agents';
import { idempotencyEntities } from '#idempotency';
import { Doorbell, UnrungMail, messagingEntities, openMessaging, type Messaging } from '#messaging';
import { startWorker, type RunningWorker } from '../start-worker.js';

/** Two ways in which a message can end the process that works on it. */
const poison = `export const poison = {
  name: 'Poison',
  capabilities: ['act'],
  handle({ message }) {
    const { act } = message.content;
    if (act === 'exit') process.exit(7);
    if (act === 'spin') for (;;);
    return { ok: true };
  },
};`;

/** The compiled entry: a process of its own runs no TypeScript. \`npm run build\` makes it. */
const suspectEntry = pathToFileURL(
  join(import.meta.dirname, '../../../../dist/apps/worker/src/suspects/suspect-process.js'),
);

const log = createSilentLogger();

describe('a suspect', () => {
  let opened: MigratedDatabase;
  let folder: string;
  let queues: Queues;
  let channel: EventChannel;
  let agents: Agents;
  let messaging: Messaging;
  let worker: RunningWorker;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'poison-'));
    await writeFile(join(folder, 'poison.mjs'), poison);
    opened = await createMigratedDatabase([
      ...agentEntities,
      ...idempotencyEntities,
      ...messagingEntities,
    ]);
    const { database, url: databaseUrl } = opened;
    const prefix = createQueuePrefix();
    queues = await openQueues({ databaseUrl, prefix, maxLanes: 8, log });
    channel = new EventChannel(log);
    const embedder = {
      fingerprint: 'none',
      dimensions: 384,
      embed: (): Promise<never> => Promise.reject(new Error('Nothing is to be embedded here.')),
    };
    agents = openAgents({ database, channel, knownTools: () => Promise.resolve([]), embedder });
    const bell = new Doorbell(queues, () => 1, new UnrungMail(database));
    messaging = openMessaging({
      database,
      router: agents.router,
      bell,
      channel,
      isEmbedded: false,
    });
    await agents.deployCodeAgent(localDeveloper, { name: 'Poison', capabilities: ['act'] });
    const platform = { databaseUrl, database, queues, events: channel, log, clock: systemClock };
    const env = readEnv({
      CAXTON_DATABASE_URL: databaseUrl,
      CAXTON_AGENTS_DIR: folder,
      CAXTON_LLM_PROVIDER: 'embedded',
      CAXTON_LOG_LEVEL: 'silent',
      CAXTON_LEASE: '2s',
      CAXTON_SHUTDOWN_TIMEOUT: '1s',
    });
    await poisonAll(['exit', 'spin']);
    worker = await startWorker({ env, platform, agents, embedder }, { suspectEntry });
  });

  afterAll(async () => {
    await worker.stop();
    agents.close();
    await queues.close();
    await channel.close();
    await opened.close();
    await rm(folder, { recursive: true });
  });

  async function send(conversation_id: string, act?: string): Promise<void> {
    const content = act === undefined ? {} : { act };
    const command = { capability: 'act', performative: 'request', conversation_id, content };
    await messaging.sender.send(localDeveloper, command);
  }

  /** Mail whose first turn has ended its process, as the sweeper leaves it, and its neighbours. */
  async function poisonAll(acts: readonly string[]): Promise<void> {
    for (const act of acts) {
      await send(act, act);
      await send(act);
    }
    const text = `update mailboxes set suspect = true, crashes = 1, attempts = 1,
      rung_at = '-infinity'`;
    await opened.database.read(systemCaller, (tx) => tx.rows({ name: 'test.suspect', text }));
  }

  async function settled(id: string): Promise<MessageView[]> {
    const signal = AbortSignal.timeout(100_000);
    const events = await messaging.follower.follow(localDeveloper, id, { after: 0, signal });
    for await (const _event of events);
    return (await messaging.log.messages(localDeveloper, id, { limit: 99 })).messages;
  }

  it.each(['exit', 'spin'])(
    'that ends its process (%s) is given up after three crashes, and harms nobody',
    async (act) => {
      await send(`neighbour of ${act}`);
      expect((await settled(`neighbour of ${act}`))[1]?.content).toEqual({ ok: true });
      const replies = (await settled(act)).filter(({ sender }) => sender === 'Poison');
      expect(replies.map(({ performative, content }) => [performative, content['code']])).toEqual([
        ['failure', 'CRASHED'],
        ['inform', undefined],
      ]);
    },
    120_000,
  );
});
