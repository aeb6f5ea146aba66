import { randomBytes } from 'node:crypto';
import { startOpenAiStub, type ModelStub } from '#testing';
import { createQueuePrefix } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import {
  adminPassword,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith, serverUrl, type TestServer } from '../support/test-servers.js';
import { startEchoServer, type EchoServer } from './canaries/echo-server.js';
import { filesOf, findIn, listenTo, tablesOf, type Nest } from './canaries/nests.js';
import { own } from './canaries/secrets.js';
import { readEverything, talk, useLogins, useOthers } from './canaries/use-secrets.js';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a server stands on, and all places where it keeps things. */
interface Ground {
  readonly settings: Readonly<Record<string, string>>;
  /** Run the turns in a process of its own. */
  readonly hasWorker: boolean;
  readonly nests: readonly Nest[];
  readonly remove: () => Promise<void> | void;
}

const masterKey = randomBytes(32).toString('base64');

const inside = (): Ground => {
  const data = createDataDir();
  return {
    settings: { CAXTON_DATA_DIR: data.path },
    hasWorker: false,
    nests: [filesOf(data.path)],
    remove: () => {
      data.remove();
    },
  };
};

const onServers = async (): Promise<Ground> => {
  const database = await createReadyDatabase();
  const redis = await listenTo(serverUrl('redis'));
  return {
    settings: {
      ...{ CAXTON_DATABASE_URL: database.url, CAXTON_REDIS_URL: serverUrl('redis') },
      ...{ CAXTON_QUEUE_PREFIX: createQueuePrefix(), CAXTON_KEYS: `k1:${masterKey}` },
      CAXTON_ADMIN_PASSWORD: own.adminPassword,
    },
    hasWorker: true,
    nests: [tablesOf(database.url), redis.heard],
    remove: async () => {
      redis.stop();
      await database.drop();
    },
  };
};

const grounds: [string, TestServer[], () => Ground | Promise<Ground>][] = [
  ['in the files of the embedded database', [], inside],
  ['in Postgres, in Redis and in jobs', ['postgres', 'redis'], onServers],
];

describe.each(grounds)(
  'secrets that were shown to servers, or given by them',
  (where, servers, open) => {
    describeWith(servers, where, () => {
      const canaries = new Map<string, string>(Object.entries(own));
      const answers: string[] = [];
      const running: RunningServer[] = [];
      let ground: Ground;
      let stub: ModelStub;
      let others: EchoServer;
      let url: string;
      let admin: Record<string, string> = {};

      /** @param isGiving its answer is meant to hold a secret */
      const call = async (
        method: string,
        path: string,
        body?: object,
        headers: Readonly<Record<string, string>> = admin,
      ): Promise<Record<string, unknown>> => {
        const type: Record<string, string> =
          body === undefined ? {} : { 'content-type': 'application/json' };
        const response = await fetch(`${url}${path.startsWith('/') ? '' : '/api/v1/'}${path}`, {
          method,
          headers: { ...type, ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        const givesSecret = response.ok && /^(?:auth|keys|users|webhooks|workspaces)/.test(path);
        if (!givesSecret || method === 'GET') answers.push(text);
        return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
      };

      const start = async (...command: readonly string[]): Promise<RunningServer> => {
        const settings = {
          ...ground.settings,
          ...{ CAXTON_AUTH: 'required', CAXTON_LOG_LEVEL: 'trace', CAXTON_RATE_LIMIT: '0' },
          ...{ CAXTON_RATE_LIMIT_ADDRESS: '0', CAXTON_RATE_LIMIT_LOGIN: '0' },
          ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_MODEL: 'stub' },
          ...{ CAXTON_LLM_API_KEY: own.modelKey, CAXTON_EGRESS_ALLOW: `${others.url}/` },
          ...{ CAXTON_EMBEDDING_PROVIDER: 'openai-compatible', CAXTON_EMBEDDING_MODEL: 'none' },
          ...{ CAXTON_EMBEDDING_BASE_URL: `${others.url}/v1` },
          CAXTON_EMBEDDING_API_KEY: own.embeddingKey,
          ...{ CAXTON_SECRET_TOOL: own.toolSecret, CAXTON_SECRET_TOOL_HOSTS: '127.0.0.1' },
          ...{ CAXTON_SECRET_MCP: own.mcpSecret, CAXTON_SECRET_MCP_HOSTS: '127.0.0.1' },
        };
        const server = await ServerUnderTest.start({ settings, command });
        running.push(server);
        return server;
      };

      /** Wrong ones, in every place, at every operation. */
      const tryWrongOnes = async (): Promise<void> => {
        const { paths } = (await call('GET', '/openapi.json')) as unknown as Document;
        const shown = [
          { 'x-api-key': own.wrongKey },
          { authorization: `Bearer ${own.wrongToken}` },
          { authorization: `Basic ${own.basic}` },
          { cookie: `session=${own.cookie}` },
        ];
        for (const [path, methods] of Object.entries(paths))
          for (const method of Object.keys(methods))
            for (const headers of shown) {
              const place = `${path.replaceAll(/\{\w+\}/g, 'x')}?api_key=${own.query}`;
              const body = ['get', 'delete'].includes(method)
                ? undefined
                : { password: own.wrongPassword, username: 'bird', token: own.wrongToken };
              await call(method.toUpperCase(), place, body, headers);
            }
      };

      beforeAll(async () => {
        [ground, stub, others] = await Promise.all([
          open(),
          startOpenAiStub(),
          startEchoServer(500),
        ]);
        const { hasWorker } = ground;
        ({ url } = await start(hasWorker ? 'api' : 'server', 'start'));
        if (hasWorker) await start('worker', 'start');
        const { CAXTON_ADMIN_PASSWORD: password = adminPassword } = ground.settings;
        const session = { username: 'admin', password };
        admin = {
          authorization: `Bearer ${String((await call('POST', 'auth/login', session))['token'])}`,
        };
        canaries.set('token of the admin', admin['authorization']?.split(' ')[1] ?? '');
        if (hasWorker) canaries.set('master key', masterKey);
      });
      afterAll(async () => {
        await Promise.all(running.map(({ process }) => process.stop()));
        await stub.close();
        others.stop();
        await ground.remove();
      });

      it('are in no log, no metric, no answer but the first, and nowhere that is kept', async () => {
        const given = { ...(await useLogins(call)), ...(await useOthers(call, others)) };
        for (const [name, secret] of Object.entries(given)) canaries.set(name, secret);
        expect([...canaries].filter(([, secret]) => secret.length < 19)).toEqual([]);

        await talk(call, stub);
        await tryWrongOnes();
        const travelled = [
          'toolSecret',
          'mcpSecret',
          'webhookToken',
          'nextWebhookToken',
          'embeddingKey',
        ];
        const heard = await eventually(
          () => Promise.resolve(others.heard.join('\n')),
          (text) => travelled.every((name) => text.includes(canaries.get(name) ?? '?')),
        );
        expect(travelled.filter((name) => !heard.includes(canaries.get(name) ?? '?'))).toEqual([]);

        const shownToModel = stub.requests.map(({ headers }) => headers.authorization);
        expect(shownToModel.length).toBeGreaterThan(2);
        expect(new Set(shownToModel)).toEqual(new Set([`Bearer ${own.modelKey}`]));

        await readEverything(call);
        for (const { metricsUrl } of running) answers.push(await (await fetch(metricsUrl)).text());
        const ended = await Promise.all(running.map(({ process }) => process.stop()));
        const kept = (await Promise.all(ground.nests.map((nest) => nest()))).flat();
        const logs = ended.map(({ output }, index) => [`log ${String(index)}`, output] as const);
        const told = answers.map((answer, index) => [`answer ${String(index)}`, answer] as const);

        expect(logs.filter(([, log]) => log.length < 1_000)).toEqual([]);
        expect(findIn([...logs, ...told, ...kept], canaries)).toEqual([]);
        // The search finds what is there: in each place a name of what was made.
        const there = new Map([['it', ground.hasWorker ? 'cap.sing' : 'bird']]);
        expect(
          findIn(kept.slice(-1), there).length + findIn(kept, new Map([['it', 'bird']])).length,
        ).toBeGreaterThan(1);
      });
    });
  },
);

it('a secret in the output of any process of these tests fails its test', async () => {
  const planted = ServerUnderTest.launch({ typed: 'echo "so $CAXTON_SECRET_CANARY"' });
  await expect(planted.end()).rejects.toThrow('The process wrote secrets: CAXTON_SECRET_CANARY');
  expect((await ServerUnderTest.launch({ typed: 'echo so' }).end()).output).toBe('so\n');
});
