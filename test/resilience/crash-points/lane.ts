import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callsTools, says, startOpenAiStub, type ModelStub } from '#testing';
import { createQueuePrefix, type TestDatabase } from '../../support/databases.js';
import { createReadyDatabase } from '../../support/migrated-database.js';
import { armedFlags, armingSettings } from '../kit/arm.js';
import { loadAgents } from '../kit/cluster.js';
import { freePort } from '../kit/free-port.js';
import { Member } from '../kit/member.js';
import { Receiver } from '../kit/receiver.js';

/** Short, so that a cell is short. */
export const leaseMs = 2_000;

/** What the cells of one lane share, one after another: a database, a model, somebody outside. */
export interface Lane {
  readonly database: TestDatabase;
  readonly receiver: Receiver;
  /** Where its processes write strikes and read orders. */
  readonly folder: string;
  /** The two addresses at which servers of this lane are found. */
  readonly urls: readonly [victim: string, successor: string];
  /** A process of server and worker, not yet started, at one of the addresses. */
  plan(name: 'victim' | 'successor'): Member;
  close(): Promise<void>;
}

/** A lane over the servers of this run; bells ring by Redis where there is one. */
export async function openLane(): Promise<Lane> {
  const [database, receiver, port, otherPort] = await Promise.all([
    createReadyDatabase(),
    Receiver.open(),
    freePort(),
    freePort(),
  ]);
  const model = await startModel(receiver.url);
  const folder = mkdtempSync(join(tmpdir(), 'caxton-crash-points-'));
  const ports = { victim: String(port), successor: String(otherPort) };
  const settings = settingsOf({ database, receiver, model });
  return {
    database,
    receiver,
    folder,
    urls: [`http://127.0.0.1:${ports.victim}`, `http://127.0.0.1:${ports.successor}`],
    plan: (name) =>
      new Member({
        name,
        command: ['server', 'start'],
        settings: {
          ...settings,
          CAXTON_PORT: ports[name],
          ...armingSettings(folder, name),
        },
        nodeFlags: name === 'victim' ? armedFlags : [],
        logFile: join(folder, `${name}.log`),
      }),
    close: async () => {
      await Promise.all([model.close(), receiver.close()]);
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A model that calls a tool which does something outside, and then answers. */
function startModel(receiverUrl: string): Promise<ModelStub> {
  const call = {
    name: 'http_client',
    arguments: { url: `${receiverUrl}/tools`, method: 'POST', json: { did: 'something' } },
  };
  return startOpenAiStub(({ body }) =>
    JSON.stringify(body).includes('"role":"tool"') ? says('It is done.') : callsTools(call),
  );
}

function settingsOf({
  database,
  receiver,
  model,
}: {
  readonly database: TestDatabase;
  readonly receiver: Receiver;
  readonly model: ModelStub;
}): Record<string, string> {
  const { CAXTON_TEST_REDIS_URL: redis } = process.env;
  return {
    CAXTON_DATABASE_URL: database.url,
    ...(redis ? { CAXTON_REDIS_URL: redis, CAXTON_QUEUE_PREFIX: createQueuePrefix() } : {}),
    CAXTON_AGENTS_DIR: loadAgents,
    CAXTON_LEASE: `${String(leaseMs)}ms`,
    CAXTON_SHUTDOWN_TIMEOUT: '1s',
    CAXTON_LLM_PROVIDER: 'openai-compatible',
    CAXTON_LLM_BASE_URL: model.baseUrl,
    CAXTON_LLM_MODEL: 'stub-model',
    CAXTON_LLM_API_KEY: 'key-for-the-test',
    CAXTON_EGRESS_ALLOW: receiver.url,
    EFFECT_RECEIVER_URL: receiver.url,
  };
}
