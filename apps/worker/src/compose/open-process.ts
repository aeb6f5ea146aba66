import { createId, type Clock, type Database, type Env, type Logger } from '#platform';
import { renderTemplate, type Agents } from '#agents';
import { artifactSettingsOf, openArtifacts, type OpenArtifacts } from '#artifacts';
import type { TextEmbedder } from '#embeddings';
import { chooseModel, type ChosenModel } from '#llm';
import { openMemory, type OpenMemory } from '#memory';
import {
  announceLive,
  ConversationLog,
  TurnJournal,
  type Bell,
  type LiveChannel,
} from '#messaging';
import {
  loadCodeAgents,
  CodeAgents,
  Discretion,
  Learner,
  openTurnTime,
  TrialRunner,
  type Surroundings,
  type TurnLimits,
} from '#runtime';
import { CallQuota, type McpPrograms } from '#tools';
import { costOf, costUnit, readPrices, type PriceTable } from '#usage';
import { openTurnFiles } from '../artifacts/open-turn-files.js';
import { embeddingRound } from '../memory/embedding-round.js';
import { lessonRound } from '../memory/lesson-round.js';
import { openMemories } from '../memory/open-memories.js';
import { Rounds } from '../rounds/rounds.js';
import type { TrialGround } from '../trials/open-trial-rounds.js';
import { openTurns, type Turns } from '../turns/open-turns.js';
import { modelSettingsOf } from './model-settings.js';
import { openDirectory } from './open-directory.js';
import { openToolBox } from './open-tool-box.js';
import { openToolShelf } from './open-tool-shelf.js';
import { openWorkspaceTools } from './open-workspace-tools.js';

/** What a process that runs turns stands on: the worker, or the one that runs suspects. */
export interface ProcessGround {
  readonly env: Env;
  readonly database: Database;
  readonly agents: Agents;
  readonly embedder: TextEmbedder;
  /** Makes the vectors of memory. */
  readonly memoryEmbedder: TextEmbedder;
  readonly channel: LiveChannel;
  readonly bell: Bell;
  readonly concurrency: number;
  /** Whether mail with this capability is to be taken. */
  readonly takes: (capability: string | undefined) => boolean;
  /** Its name in leases. @default a new one */
  readonly owner?: string;
  /** Port of the API in the same process. Absent: there is none. */
  readonly ownPort: number | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** MCP servers that this process runs. @default none */
  readonly programs?: McpPrograms | undefined;
}

/** What trials are run with. */
type TrialMeans = Pick<TrialGround, 'runner' | 'costOf'>;

export interface TurnProcess {
  /** Name of this process: the owner of its leases, and its id on the roll. */
  readonly id: string;
  readonly turns: Turns;
  /** The agents whose code this process has. */
  readonly codeAgents: CodeAgents;
  /** What is learned from turns; it looks only when somebody asks it to. */
  readonly learning: Rounds;
  /** Makes missing vectors; it looks only when somebody asks it to. */
  readonly embedding: Rounds;
  /** Collects what nobody refers to; it looks only when somebody asks it to. */
  readonly artifacts: Rounds;
  /** Tries configurations that are not deployed. */
  readonly trials: TrialMeans;
  /** Withholds credentials of this server; counts them. */
  readonly discretion: Discretion;
  /** What answers when an agent does not choose its own. */
  readonly model: ChosenModel;
}

/**
 * Puts together what runs turns, from the settings.
 * @throws {ModelError} when the model that is set cannot be used
 * @throws {InvalidCodeAgent} naming the file of `CAXTON_AGENTS_DIR` that cannot be used
 */
export async function openProcess(ground: ProcessGround): Promise<TurnProcess> {
  const { env, embedder, clock, log, database, channel, bell } = ground;
  const models = await chooseModel(modelSettingsOf(env), { embedder, clock, log });
  const folder = env.CAXTON_AGENTS_DIR;
  const memory = openMemory(database, ground.memoryEmbedder);
  const opened = openArtifacts(database, artifactSettingsOf(env), log);
  const codeAgents = folder === undefined ? new CodeAgents([]) : await loadCodeAgents(folder);
  const discretion = new Discretion(log);
  const prices = readPrices(env.CAXTON_PRICES);
  const around: Surroundings = {
    ...surroundingsOf(ground, memory, opened),
    ...{ codeAgents, discretion },
    chooseModel: (settings) => models.forAgent(settings),
    costOf: (model, tokens) => inCurrency(prices, costOf(prices, model, tokens)),
  };
  const limits = limitsOf(env);
  const id = ground.owner ?? createId('wrk');
  const turns = openTurns({
    ...{ database, bell, channel, around, clock, log },
    limits,
    owner: id,
    leaseMs: env.CAXTON_LEASE,
    mostCaused: env.CAXTON_MAX_CAUSED_MESSAGES,
    costOf: ({ model, tokens }) => costOf(prices, model, tokens),
    concurrency: ground.concurrency,
    maxInFlight: env.CAXTON_DATABASE_URL === undefined ? 1 : undefined,
    takes: ground.takes,
  });
  const learner = new Learner({ ...around, lessons: memory.lessons });
  const rounds = openRounds({ memory, learner, upkeep: opened.upkeep, log });
  const trials: TrialMeans = {
    runner: new TrialRunner(around, limits),
    costOf: (model, tokens) => costOf(prices, model, tokens),
  };
  return { id, turns, codeAgents, discretion, trials, ...rounds, model: models.chosen };
}

/** What goes on beside turns. A bucket, and a model, may be slow. */
function openRounds(on: {
  readonly memory: OpenMemory;
  readonly learner: Learner;
  readonly upkeep: OpenArtifacts['upkeep'];
  readonly log: Logger;
}): Pick<TurnProcess, 'learning' | 'embedding' | 'artifacts'> {
  const { memory, learner, upkeep, log } = on;
  return {
    learning: new Rounds({
      round: (stopping) => lessonRound({ ...memory, learner }, stopping),
      complaint: 'Nothing could be learned; it is tried again.',
      log,
    }),
    embedding: new Rounds({
      round: (stopping) => embeddingRound({ ...memory, log }, stopping),
      complaint: 'Vectors could not be made; it is tried again.',
      log,
    }),
    artifacts: new Rounds({
      round: async () => {
        await upkeep.look();
      },
      complaint: 'Artifacts could not be collected; it is tried again.',
      log,
    }),
  };
}

function inCurrency(
  { currency }: PriceTable,
  cost: number | undefined,
): ReturnType<Surroundings['costOf']> {
  return cost === undefined ? undefined : { amount: cost / costUnit, currency };
}

function limitsOf(env: Env): TurnLimits {
  return {
    maxHops: env.CAXTON_MAX_HOPS,
    maxToolRounds: env.CAXTON_MAX_TOOL_ROUNDS,
    turnTokens: env.CAXTON_TURN_TOKENS || Infinity,
    timeoutMs: env.CAXTON_AGENT_TIMEOUT,
    contextTokens: env.CAXTON_CONTEXT_TOKENS,
  };
}

function surroundingsOf(
  ground: ProcessGround,
  memory: OpenMemory,
  artifacts: OpenArtifacts,
): Omit<Surroundings, 'codeAgents' | 'chooseModel' | 'costOf' | 'discretion'> {
  const { env, database, channel, log, clock } = ground;
  const shelf = openToolShelf({ ...ground, builtIn: openToolBox(ground) });
  const past = new ConversationLog(database);
  const journal = new TurnJournal(database, env.CAXTON_DATABASE_URL === undefined);
  const onDefect = (tool: string, error: unknown): void => {
    log.error({ err: error, tool }, 'A tool failed in a way it does not explain.');
  };
  return {
    directory: openDirectory(ground.agents),
    history: ({ workspace, agentName, conversationId }, before, limit) =>
      past.history({ workspace, principal: agentName }, conversationId, before, limit),
    renderTemplate,
    journal,
    approvals: { load: (turn) => journal.waits.approvals(turn) },
    answers: { load: (turn) => journal.waits.answers(turn) },
    lineage: journal.lineage,
    toolsOf: openWorkspaceTools(shelf, { onDefect, quota: new CallQuota(database) }),
    memories: openMemories(memory, () => new Date(clock.now())),
    files: openTurnFiles({ ...artifacts, keepForMs: env.CAXTON_ARTIFACT_RETENTION }),
    tell: (workspace, event) => {
      announceLive(channel, workspace, event);
    },
    log,
    time: openTurnTime(clock),
    random: Math.random,
  };
}
