import { hostname } from 'node:os';
import { pid as ownPid } from 'node:process';
import { NestFactory } from '@nestjs/core';
import { ProtocolError } from '#protocol';
import { localDeveloper, packageVersion, systemCaller } from '#platform';
import { registryTopic, type Agents } from '#agents';
import { dropEndedLogins } from '#identity';
import type { ChosenModel } from '#llm';
import { MemoryRetention } from '#memory';
import {
  AfterCommit,
  CancelSweep,
  Doorbell,
  MailboxSweep,
  UnrungMail,
  WorkerRoll,
} from '#messaging';
import { InvalidCodeAgent, type CodeAgent } from '#runtime';
import { UsageRounds } from '#usage';
import type { DispatchFigures } from '#webhooks';
import { CancelReach } from './cancels/cancel-reach.js';
import { openProcess, type TurnProcess } from './compose/open-process.js';
import { expiriesOf } from './expiry/expiries.js';
import { expiryRound } from './expiry/expiry-round.js';
import { LaneListener } from './lanes/lane-listener.js';
import { Registration } from './roll/registration.js';
import { Remit } from './roll/remit.js';
import { inPortions } from './rounds/in-portions.js';
import { Rounds } from './rounds/rounds.js';
import { openSuspects } from './suspects/open-suspects.js';
import type { SuspectLanes } from './suspects/suspect-lanes.js';
import { ProgressWatchdog } from './sweep/progress-watchdog.js';
import { Sweeper } from './sweep/sweeper.js';
import { openTrialRounds } from './trials/open-trial-rounds.js';
import type { TrialRounds } from './trials/trial-rounds.js';
import { openWebhookRounds, type WebhookRounds } from './webhooks/open-webhook-rounds.js';
import { WorkerLoop } from './worker-loop.js';
import { WorkerModule } from './worker.module.js';
import type { WorkerGround, WorkerOptions } from './worker-ground.js';

/** A worker that runs turns. */
export interface RunningWorker {
  /** Its name on the roll, and the owner of its leases. */
  readonly id: string;
  /** What answers when an agent does not choose its own model. */
  readonly model: ChosenModel;
  /** What it has done since its start, for metrics. */
  figures(): WorkerFigures;
  /** Begins no more turns, lets the running ones finish (CAXTON_SHUTDOWN_TIMEOUT), gives back the rest. */
  stop(): Promise<void>;
}

interface WorkerFigures {
  readonly turns: number;
  readonly running: number;
  /** Turns aborted because their lease could not be kept. */
  readonly fenced: number;
  /** Commits that came after somebody else took over; nothing was written. */
  readonly lostLeases: number;
  /** Times the bells fell silent while mail waited. */
  readonly wedges: number;
  /** Credentials of this server that agents did not get to tell, by kind. */
  readonly withheld: ReadonlyMap<string, number>;
  /** Absent where it tells no webhooks. */
  readonly webhooks?: DispatchFigures | undefined;
}

/**
 * Starts a worker: announces its code agents, listens for bells, sweeps. It stops before its ground.
 * @throws {ModelError} when the model that is set cannot be used
 * @throws {InvalidCodeAgent} naming the file of CAXTON_AGENTS_DIR that cannot be used, or the agent
 * whose name a configuration agent has
 */
export async function startWorker(
  ground: WorkerGround,
  options: WorkerOptions = {},
): Promise<RunningWorker> {
  const { env, agents } = ground;
  const counted = countCapabilities(ground);
  const { database, queues } = ground.platform;
  const doorbell = new Doorbell(queues, counted.last, new UnrungMail(database));
  const remit = new Remit(options.capabilities, ground.platform.clock);
  const process = await openTurnProcess(ground, options, { doorbell, remit });
  await announce(agents, process.codeAgents.list());
  const { turns } = process;
  const workers = ground.platform.queues.openWorkers(
    (mailboxId) => turns.drain.run(mailboxId),
    options.concurrency ?? env.CAXTON_CONCURRENCY,
    options.capabilities !== undefined,
  );
  const lanes = openLanes(ground, options, { workers, list: counted.list });
  const afterCommit = new AfterCommit(doorbell, ground.platform.events);
  const sweep = new MailboxSweep(ground.platform.database, afterCommit);
  const roll = new WorkerRoll(ground.platform.database);
  const suspects = openSuspects(ground, options, { doorbell, remit });
  const cancels = new CancelReach({
    channel: ground.platform.events,
    sweep: new CancelSweep(ground.platform.database, afterCommit),
    ...{ turns: turns.cancels, suspects, log: ground.platform.log },
  });
  const beside = openBeside(ground, options, sweep, process);
  const around = { ...beside, process, workers, doorbell, sweep, suspects, remit, roll, cancels };
  const { sweeper, watchdog } = openSweeper(ground, options, around);
  const registration = openRegistration(ground, options, around);
  const parts = { ...process, ...beside, workers, lanes, sweeper, suspects, registration, cancels };
  const loop = new WorkerLoop(parts, env.CAXTON_SHUTDOWN_TIMEOUT);
  const app = await NestFactory.createApplicationContext(WorkerModule.over(loop), {
    // A list of levels leaves the log in place that the API of this process may have set.
    logger: ['warn', 'error', 'fatal'],
    abortOnError: false,
  });
  return {
    id: process.id,
    model: process.model,
    stop: () => app.close(),
    figures: () => ({
      ...{ turns: turns.drain.turns, running: turns.slots.inUse },
      fenced: turns.keeper.fencedTurns,
      lostLeases: turns.writer.lostLeases,
      wedges: watchdog.wedgesSeen,
      ...{ withheld: process.discretion.figures, webhooks: beside.webhooks.figures },
    }),
  };
}

/** Tells the registry which agents' code is here; saying it again changes nothing. */
async function announce(agents: Agents, found: readonly CodeAgent[]): Promise<void> {
  for (const agent of found) {
    try {
      await agents.deployCodeAgent(localDeveloper, agent);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      throw new InvalidCodeAgent(`The code agent ${agent.name}: ${cause.message}`, { cause });
    }
  }
}

function openTurnProcess(
  ground: WorkerGround,
  options: WorkerOptions,
  { doorbell: bell, remit }: { readonly doorbell: Doorbell; readonly remit: Remit },
): Promise<TurnProcess> {
  const { env, platform, agents, embedder, memoryEmbedder = embedder, programs } = ground;
  const { database, events, clock, log } = platform;
  return openProcess({
    ...{ env, database, agents, embedder, memoryEmbedder, bell, clock, log, programs },
    channel: events,
    concurrency: options.concurrency ?? env.CAXTON_CONCURRENCY,
    ownPort: options.ownPort,
    takes: (capability) => remit.takes(capability),
  });
}

/** Whoever rings must know how many capabilities exist, but may be a moment behind. */
function countCapabilities({ agents }: WorkerGround): {
  readonly last: () => number;
  readonly list: () => Promise<readonly string[]>;
} {
  let known = 0;
  return {
    last: () => known,
    list: async () => {
      const capabilities = await agents.allCapabilities();
      known = capabilities.length;
      return capabilities;
    },
  };
}

type BellWorkers = ReturnType<WorkerGround['platform']['queues']['openWorkers']>;

function openLanes(
  { platform: { queues, events, log } }: WorkerGround,
  { capabilities: only }: WorkerOptions,
  from: { readonly workers: BellWorkers; readonly list: () => Promise<readonly string[]> },
): LaneListener {
  return new LaneListener({
    workers: from.workers,
    queues,
    capabilities: from.list,
    onRegistryChange: (listener) => events.subscribe(registryTopic, listener),
    only,
    log,
  });
}

interface SweeperParts {
  readonly process: TurnProcess;
  readonly workers: BellWorkers;
  readonly doorbell: Doorbell;
  readonly sweep: MailboxSweep;
  readonly suspects: SuspectLanes;
  readonly remit: Remit;
  readonly roll: WorkerRoll;
  readonly cancels: CancelReach;
  readonly webhooks: WebhookRounds;
  readonly keeping: Rounds;
  readonly expiry: Rounds;
  readonly trials: TrialRounds;
}

/** What goes on beside turns and sweeps. */
function openBeside(
  ground: WorkerGround,
  { capabilities }: WorkerOptions,
  sweep: MailboxSweep,
  process: TurnProcess,
): Pick<SweeperParts, 'webhooks' | 'keeping' | 'expiry' | 'trials'> {
  const { database, events: channel, clock, log } = ground.platform;
  const expiries = expiriesOf(database, sweep, ground.env);
  return {
    trials: openTrialRounds({ database, channel, clock, log, capabilities, ...process.trials }),
    webhooks: openWebhookRounds(ground),
    keeping: new Rounds({
      round: (stopping) => inPortions(() => sweep.keeping.portion(systemCaller), stopping),
      complaint: 'Conversations could not be archived; it is tried again.',
      log,
    }),
    expiry: new Rounds({
      round: (stopping) => expiryRound(expiries, stopping),
      complaint: 'What has expired could not be forgotten; it is tried again.',
      log,
    }),
  };
}

/** Puts the worker on the roll under the name that its leases bear. */
function openRegistration(
  { env, platform: { clock, log } }: WorkerGround,
  { capabilities, concurrency }: WorkerOptions,
  {
    process,
    workers,
    remit,
    roll,
    webhooks,
  }: Pick<SweeperParts, 'process' | 'workers' | 'remit' | 'roll' | 'webhooks'>,
): Registration {
  const { id, turns, codeAgents } = process;
  return new Registration({
    worker: {
      ...{ id, host: hostname(), pid: ownPid, version: packageVersion(), capabilities },
      concurrency: concurrency ?? env.CAXTON_CONCURRENCY,
      codeAgents: codeAgents.list().map(({ name }) => name),
    },
    look: () => ({
      lanes: [...workers.lanes].sort(),
      turnsRunning: turns.slots.inUse,
      turnsTotal: turns.drain.turns,
      problems: webhooks.problems ?? [],
    }),
    ...{ roll, remit, clock, log },
  });
}

function openSweeper(
  { platform, agents }: WorkerGround,
  { capabilities, onHopeless }: WorkerOptions,
  { process, workers, doorbell, sweep, suspects, remit, roll, ...beside }: SweeperParts,
): { sweeper: Sweeper; watchdog: ProgressWatchdog } {
  const { clock, log, database } = platform;
  const { turns, learning, embedding, artifacts } = process;
  const watchdog = new ProgressWatchdog({
    workers,
    backlog: () => sweep.backlog(),
    // Mail may wait for other workers when this one serves only some capabilities.
    freeSlots: () => (capabilities === undefined ? turns.slots.free : 0),
    onHopeless: onHopeless ?? (() => undefined),
    ...{ clock, log },
  });
  const sweeper = new Sweeper({
    ...{ ...beside, sweep, doorbell, suspects, watchdog, learning, embedding, artifacts, remit },
    ...{ clock, log },
    drain: turns.drain,
    finishDraining: () => agents.finishDraining(),
    forgetLost: () => roll.forgetLost(),
    dropEndedLogins: () => dropEndedLogins(database),
    analyzeGrown: () => database.analyzeGrown(),
    retention: new MemoryRetention(database),
    usage: new UsageRounds(database),
    random: Math.random,
  });
  return { sweeper, watchdog };
}
