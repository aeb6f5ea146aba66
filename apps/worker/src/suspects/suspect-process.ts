import type { JsonValue } from '#protocol';
import { createLogger, openDatabase, systemClock, type Database } from '#platform';
import { openAgents, type Agents } from '#agents';
import { chooseEmbedder, embeddingSettingsOf, LocalTextEmbedder } from '#embeddings';
import type { Company } from '#messaging';
import { forwardMeasures } from '#signals';
import type { McpPrograms } from '#tools';
import { everyEntity } from '../compose/every-entity.js';
import { openMcpPrograms } from '../compose/open-mcp-programs.js';
import { openProcess, type TurnProcess } from '../compose/open-process.js';
import { openTraces } from '../compose/open-traces.js';
import { openToolBox } from '../compose/open-tool-box.js';
import { readOrder, type OpenOrder, type SuspectReport } from './suspect-talk.js';
import { watchParent } from './watch-parent.js';

/**
 * A process that runs suspect mailboxes and nothing else. It has no queue, no sweeper and
 * no API: its parent tells it what to run and rings and publishes for it. It ends when its parent
 * lets go of it or dies, or dies with what it runs.
 */

const aliveMs = 1_000;
/** So long an orphan may take to give back what it holds. */
const orphanMs = 5_000;
/** One connection for a turn, one for the lease, one to spare; many turns share a few more. */
const connectionsFor = (seats: number): number => (seats === 1 ? 3 : 6);

interface Opened {
  readonly database: Database;
  readonly agents: Agents;
  readonly embedder: LocalTextEmbedder;
  readonly process: TurnProcess;
  readonly programs: McpPrograms;
  readonly company: Company;
  readonly closeTraces: () => Promise<void>;
}

function report(said: SuspectReport): void {
  if (process.connected) process.send?.(said);
}

async function open(order: OpenOrder): Promise<Opened> {
  const { databaseUrl, env, ownPort, capabilities, owner, seats, company } = order;
  const log = createLogger({ level: env.CAXTON_LOG_LEVEL, format: env.CAXTON_LOG_FORMAT });
  const closeTraces = await openTraces(env, log);
  const database = await openDatabase({
    url: databaseUrl,
    pool: connectionsFor(seats),
    entities: everyEntity,
    sessionLimits: env.CAXTON_DATABASE_URL !== undefined,
    onPoolError: (error) => {
      log.warn({ err: error }, 'A connection to Postgres was lost.');
    },
  });
  const embedder = new LocalTextEmbedder();
  const channel = {
    publish: (topic: string, event: JsonValue): void => {
      report({ kind: 'publish', topic, event });
    },
    subscribe: () => () => undefined,
  };
  database.announceOn(channel);
  const tools = openToolBox({ env, ownPort }).list();
  const knownTools = (): Promise<typeof tools> => Promise.resolve(tools);
  const agents = openAgents({ database, channel, knownTools, embedder });
  const programs = await openMcpPrograms({ env, clock: systemClock, log });
  const turnProcess = await openProcess({
    ...{ env, database, agents, embedder, channel, ownPort, log, owner, programs },
    memoryEmbedder: chooseEmbedder(embeddingSettingsOf(env), embedder),
    bell: {
      ring: (mailboxes) => {
        report({ kind: 'ring', mailboxes });
      },
    },
    concurrency: seats,
    takes: (capability) => capability === undefined || capabilities?.includes(capability) !== false,
    clock: systemClock,
  });
  turnProcess.turns.keeper.start();
  report({ kind: 'ready' });
  return { database, agents, embedder, process: turnProcess, programs, company, closeTraces };
}

async function close(opened: Promise<Opened> | undefined): Promise<void> {
  if (opened === undefined) return;
  const { database, agents, embedder, process: running, programs, closeTraces } = await opened;
  const { drain, keeper, slots } = running.turns;
  drain.stop();
  keeper.abortAll();
  await slots.whenIdle();
  keeper.stop();
  agents.close();
  await programs.close();
  await embedder.stop();
  await database.close();
  await closeTraces();
}

forwardMeasures((measured) => {
  report({ kind: 'measured', measured });
});

let opened: Promise<Opened> | undefined;

process.on('message', (message) => {
  const order = readOrder(message);
  if (order?.kind === 'open') opened = open(order);
  if (order?.kind === 'cancel')
    void opened?.then(({ process: { turns } }) => {
      turns.cancels.cancel(order.order);
    });
  if (order?.kind !== 'run' || opened === undefined) return;
  const { mailboxId } = order;
  void opened
    .then(({ process: { turns }, company }) => turns.drain.runSuspect(mailboxId, company))
    .finally(() => {
      report({ kind: 'done', mailboxId });
    });
});

process.on('disconnect', () => {
  void close(opened).finally(() => {
    process.exit(0);
  });
});

watchParent(orphanMs);

const alive = setInterval(() => {
  report({ kind: 'alive' });
}, aliveMs);
alive.unref();
