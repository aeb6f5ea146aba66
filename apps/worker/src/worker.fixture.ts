import { createHash } from 'node:crypto';
import { createQueuePrefix } from '../../../test/support/databases.js';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import type { JsonObject, MessageView } from '#protocol';
import {
  createId,
  createSilentLogger,
  defaultWorkspace,
  EventChannel,
  localDeveloper,
  openQueues,
  systemCaller,
  systemClock,
  type Database,
  type Queues,
} from '#platform';
import type { RouteDecision } from '#agents';
import {
  AfterCommit,
  announceLive,
  CancelSweep,
  Doorbell,
  MailboxSweep,
  SuspectSweep,
  UnrungMail,
  openMessaging,
  TurnJournal,
  type Bell,
  type Messaging,
} from '#messaging';
import { CodeAgents, Discretion, openTurnTime } from '#runtime';
import type { CodeAgent, Surroundings } from '#runtime';
import { noFiles } from './artifacts/no-files.fixture.js';
import { CancelReach } from './cancels/cancel-reach.js';
import { LaneListener } from './lanes/lane-listener.js';
import { listenersTo } from './listeners.fixture.js';
import { quietLanes, quietRounds } from './quiet-rounds.fixture.js';
import { Remit } from './roll/remit.js';
import { Sweeper } from './sweep/sweeper.js';
import { openTurns, type Turns } from './turns/open-turns.js';
import { WorkerLoop } from './worker-loop.js';

export interface TestWorkerOptions {
  readonly leaseMs?: number;
  readonly mostCaused?: number;
  readonly concurrency?: number;
  /** Agents whose code this worker has. @default all */
  readonly agents?: readonly CodeAgent[];
  readonly shutdownMs?: number;
  /** The only capabilities it serves. @default all */
  readonly only?: readonly string[];
  /** Rings instead of the queue's bell. */
  readonly bell?: Bell;
}

/** One worker, as another process would be. */
export interface TestWorker extends Turns {
  readonly loop: WorkerLoop;
  readonly sweeper: Sweeper;
  /** Mailboxes that were to run in a process of their own. */
  readonly suspects: string[];
}

const log = createSilentLogger();

/** A server of code agents on a database of its own: no API, no registry, real mailboxes and bells. */
export class TestServer {
  private readonly loops: WorkerLoop[] = [];
  private readonly doorbell: Doorbell;
  readonly messaging: Messaging;

  private constructor(
    private readonly opened: MigratedDatabase,
    private readonly queues: Queues,
    private readonly agents: readonly CodeAgent[],
    private readonly ids: ReadonlyMap<string, string>,
    readonly channel: EventChannel,
  ) {
    const unrung = new UnrungMail(opened.database);
    this.doorbell = new Doorbell(queues, () => this.capabilities.length, unrung);
    this.messaging = openMessaging({
      database: opened.database,
      router: { route: (_caller, { capability }) => this.route(capability) },
      bell: this.doorbell,
      channel,
      isEmbedded: false,
    });
  }

  static async open(agents: readonly CodeAgent[], redisUrl?: string): Promise<TestServer> {
    const opened = await createMigratedDatabase([], 20);
    const ids = await addAgents(opened.database, agents);
    const queues = await openQueues({
      redisUrl,
      databaseUrl: opened.url,
      prefix: createQueuePrefix(),
      maxLanes: 8,
      log,
    });
    const channel = new EventChannel(log);
    opened.database.announceOn(channel);
    return new TestServer(opened, queues, agents, ids, channel);
  }

  get database(): Database {
    return this.opened.database;
  }

  get url(): string {
    return this.opened.url;
  }

  /** Sends a request and gives its message id. */
  async send(capability: string, conversationId: string, content: JsonObject): Promise<string> {
    const { answer } = await this.messaging.sender.send(localDeveloper, {
      capability,
      conversation_id: conversationId,
      content,
      performative: 'request',
    });
    return answer.message_id;
  }

  /** The messages of a conversation, as soon as nothing is pending in it. */
  async settled(conversationId: string): Promise<MessageView[]> {
    const { follower, log: past } = this.messaging;
    const signal = AbortSignal.timeout(50_000);
    const events = await follower.follow(localDeveloper, conversationId, {
      after: 0,
      keepOpen: true,
      signal,
    });
    for await (const { type } of events) {
      if (type !== 'conversation.completed') continue;
      const now = await past.get(localDeveloper, conversationId, { limit: 1_000 });
      if (now.pending === 0) return now.messages;
    }
    throw new Error(`Conversation ${conversationId} did not settle.`);
  }

  /** Rows of any query, for looking behind the curtain. */
  look<Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
    const name = `test.${createHash('sha1').update(text).digest('hex')}`;
    return this.database.read(systemCaller, (tx) => tx.rows<Row>({ name, text }, values));
  }

  openWorker(options: TestWorkerOptions = {}): TestWorker {
    const bell = options.bell ?? this.doorbell;
    const remit = new Remit(options.only, systemClock);
    const turns = openTurns({
      database: this.database,
      bell,
      channel: this.channel,
      around: this.surround(options.agents ?? this.agents),
      limits: {
        ...{ maxHops: 12, maxToolRounds: 3, turnTokens: Infinity },
        ...{ timeoutMs: 60_000, contextTokens: 4_000 },
      },
      owner: createId('wrk'),
      leaseMs: options.leaseMs ?? 10_000,
      mostCaused: options.mostCaused ?? 500,
      concurrency: options.concurrency ?? 8,
      takes: (capability) => remit.takes(capability),
      clock: systemClock,
      log,
    });
    const worker = this.runByItself({ turns, bell, remit }, options);
    this.loops.push(worker.loop);
    return worker;
  }

  async close(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.beforeApplicationShutdown()));
    await this.queues.close();
    await this.channel.close();
    await this.opened.close();
  }

  private runByItself(
    { turns, bell, remit }: { readonly turns: Turns; readonly bell: Bell; readonly remit: Remit },
    options: TestWorkerOptions,
  ): TestWorker {
    const suspects: string[] = [];
    const workers = this.queues.openWorkers(
      (id) => turns.drain.run(id),
      8,
      options.only !== undefined,
    );
    const lanes = new LaneListener({
      workers,
      queues: this.queues,
      capabilities: () => Promise.resolve(this.capabilities),
      onRegistryChange: () => () => undefined,
      only: options.only,
      log,
    });
    const afterCommit = new AfterCommit(bell, this.channel);
    const cancels = this.openCancels(turns, afterCommit);
    const sweep = new MailboxSweep(this.database, afterCommit);
    const sweeper = new Sweeper({
      ...{ sweep, doorbell: this.doorbell, drain: turns.drain },
      suspects: {
        fill: async () => {
          suspects.push(...(await new SuspectSweep(this.database).take('suspects', 9)));
        },
        foresee: () => Promise.resolve(undefined),
      },
      ...quietRounds,
      ...{ remit, cancels, log, clock: systemClock },
      random: Math.random,
    });
    const registration = {
      start: () => Promise.resolve(),
      stopping: () => undefined,
      leave: () => Promise.resolve(),
    };
    const loop = new WorkerLoop(
      {
        ...{ turns, workers, lanes, sweeper, registration, cancels },
        ...quietLanes,
      },
      options.shutdownMs ?? 2_000,
    );
    return { ...turns, loop, sweeper, suspects };
  }

  private openCancels(turns: Turns, afterCommit: AfterCommit): CancelReach {
    return new CancelReach({
      channel: this.channel,
      sweep: new CancelSweep(this.database, afterCommit),
      turns: turns.cancels,
      suspects: { cancel: () => undefined },
      log,
    });
  }

  private surround(agents: readonly CodeAgent[]): Surroundings {
    const unused = (): never => {
      throw new Error('A code agent needs no model.');
    };
    const journal = new TurnJournal(this.database);
    return {
      directory: {
        load: () => Promise.resolve(codeProfile),
        neighbours: () => Promise.resolve([]),
        subscribers: ({ agentName }, capability) =>
          Promise.resolve(listenersTo(capability, agentName, agents, this.ids)),
        route: (_caller, { capability }) => this.route(capability),
        find: (_workspace, name) => Promise.resolve(this.find(name)),
      },
      history: (lease, before, limit) =>
        this.messaging.log.history(localDeveloper, lease.conversationId, before, limit),
      chooseModel: unused,
      renderTemplate: unused,
      toolsOf: () =>
        Promise.resolve({
          offers: () => [],
          safetyOf: () => 'read_only',
          readsOutside: () => false,
          needsApproval: () => undefined,
          execute: unused,
        }),
      memories: { recall: unused, open: unused, leave: unused },
      ...{ files: noFiles, codeAgents: new CodeAgents(agents) },
      ...{ journal, discretion: new Discretion(log), costOf: () => undefined },
      approvals: { load: (turn) => journal.waits.approvals(turn) },
      answers: { load: (turn) => journal.waits.answers(turn) },
      lineage: journal.lineage,
      tell: (workspace, event) => {
        announceLive(this.channel, workspace, event);
      },
      log,
      time: openTurnTime(systemClock),
      random: Math.random,
    };
  }

  private get capabilities(): string[] {
    return [...new Set(this.agents.flatMap(({ capabilities }) => capabilities))];
  }

  private find(name: string): { id: string; name: string } | undefined {
    const id = this.ids.get(name);
    return id === undefined ? undefined : { id, name };
  }

  private route(capability: string | undefined): Promise<RouteDecision> {
    const chosen = this.agents.find((agent) => agent.capabilities.includes(capability ?? ''));
    const agent = this.find(chosen?.name ?? '');
    if (agent === undefined) return Promise.reject(new Error('Nobody provides it.'));
    return Promise.resolve({
      strategy: 'best_match',
      agents: [{ ...agent, versionNumber: 1 }],
      reason: 'the only one',
      candidates: [],
    });
  }
}

const codeProfile = {
  kind: 'code' as const,
  systemPrompt: '',
  userPromptTemplate: undefined,
  parameters: {},
  tools: [],
  toolConfig: {},
  toolPolicies: {},
  onReply: [],
  llm: {},
  timeoutMs: undefined,
};

async function addAgents(
  database: Database,
  agents: readonly CodeAgent[],
): Promise<Map<string, string>> {
  const ids = new Map(agents.map(({ name }) => [name, createId('agt')]));
  const text = `insert into agents (id, workspace_id, name, kind) values ($1, $2, $3, 'code')`;
  for (const [name, id] of ids) {
    await database.read(systemCaller, (tx) =>
      tx.rows({ name: 'test.add-agent', text }, [id, defaultWorkspace, name]),
    );
  }
  return ids;
}
