import type { JsonObject, JsonValue, MessageView, Performative } from '#protocol';
import { createSilentLogger, systemClock } from '#platform';
import type { LiveEvent, Turn } from '#messaging';
import type { LanguageModel, ModelReply, ModelRequest, ToolOffer } from '#llm';
import type { ToolCall, ToolGrant, ToolOutcome } from '#tools';
import { CodeAgents } from './code/code-agents.js';
import type { CodeAgent } from './code/define-agent.js';
import type { Lineage } from './delegation/refuse-repeats.js';
import { Discretion } from './discretion/discretion.js';
import type { AgentProfile, Directory } from './directory.js';
import type { Safety } from './journal/decide-step.js';
import { RememberingJournal } from './journal/remembering-journal.fixture.js';
import type { StepJournal } from './journal/step-recorder.js';
import type { TurnLimits } from './limits.js';
import { RememberedFiles } from './files/remembered-files.fixture.js';
import type { TurnFiles } from './files/turn-files.js';
import type { CostOf } from './model-turn/count-paid.js';
import { RememberedMemories } from './memory/remembered-memories.fixture.js';
import type { TurnMemories } from './memory/turn-memories.js';
import type { AnswerBook } from './suspend/asking.js';
import type { ApprovalBook } from './suspend/people.js';
import type { Surroundings } from './surroundings.js';
import { openTurnTime } from './turn-time.js';

export const limits: TurnLimits = {
  maxHops: 12,
  maxToolRounds: 3,
  turnTokens: 100,
  timeoutMs: 60_000,
  contextTokens: 4_000,
};

/** A turn on one message; facts of both may be given. */
export function aTurn(
  message: Partial<Turn['message']> = {},
  turn: Partial<Pick<Turn, 'attempt' | 'crashes'>> = {},
): Turn {
  return {
    id: 'turn-1',
    attempt: 1,
    crashes: 0,
    ...turn,
    lease: {
      mailboxId: '7',
      workspace: 'default',
      agentId: 'agt-1',
      agentName: 'Analyst',
      agentVersion: 1,
      conversationId: 'conv-1',
      epoch: '1',
      token: 'token',
    },
    message: {
      id: 'msg-1',
      conversationId: 'conv-1',
      seq: 3,
      performative: 'request',
      sender: 'api_client',
      replyTo: undefined,
      capability: 'data-analysis',
      inReplyTo: undefined,
      content: { request: 'How many passengers?' },
      metadata: undefined,
      hops: 0,
      acceptedAt: new Date('2025-09-10T15:35:00Z'),
      timeLeft: undefined,
      deadline: undefined,
      isCancelled: false,
      ...message,
    },
  };
}

export function aProfile(profile: Partial<AgentProfile> = {}): AgentProfile {
  return {
    kind: 'configuration',
    systemPrompt: 'You analyse data.',
    userPromptTemplate: undefined,
    parameters: {},
    tools: ['look_up'],
    toolConfig: {},
    toolPolicies: {},
    onReply: [],
    llm: {},
    memory: undefined,
    timeoutMs: undefined,
    ...profile,
  };
}

/** A message of the past. */
export function said(sender: string, content: JsonObject, performative = 'inform'): MessageView {
  return {
    id: `msg-${sender}`,
    performative: performative as Performative,
    sender,
    content: { ...content },
    timestamp: '2025-09-10T15:34:00.000Z',
  };
}

/** What a model answers when nothing else is said of it. */
export function aReply(reply: Partial<ModelReply> = {}): ModelReply {
  return {
    text: 'It is 144.',
    toolCalls: [],
    usage: { inputTokens: 10, outputTokens: 2 },
    finishReason: 'stop',
    generated: true,
    attempts: 1,
    ...reply,
  };
}

/** A model that gives its answers in order and keeps what it was asked. */
export class AnsweringModel implements LanguageModel {
  readonly provider = 'scripted';
  readonly model = 'answers';
  readonly asked: ModelRequest[] = [];

  constructor(private readonly answers: (ModelReply | Error)[]) {}

  ask(request: ModelRequest, watch: Parameters<LanguageModel['ask']>[1]): Promise<ModelReply> {
    watch.signal.throwIfAborted();
    this.asked.push(request);
    const next = this.answers.shift();
    if (next === undefined) throw new Error('The model was asked once too often.');
    if (next instanceof Error) return Promise.reject(next);
    watch.onDelta?.(next.text);
    return Promise.resolve(next);
  }
}

/** A model that never answers and only stops when it is aborted. */
export const silentModel: LanguageModel = {
  provider: 'scripted',
  model: 'silence',
  ask: (_request, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    }),
};

const lookUp: ToolOffer = {
  name: 'look_up',
  description: 'Looks something up.',
  parameters: { type: 'object' },
  safety: 'read_only',
};

const safeties: Readonly<Record<string, Safety>> = {
  look_up: 'read_only',
  put: 'idempotent',
  charge: 'unsafe',
};

/** What surrounds a turn under test, and what it did to it. */
export interface TestSurroundings extends Surroundings {
  readonly told: LiveEvent[];
  readonly calls: { readonly call: ToolCall; readonly grant: ToolGrant }[];
}

export interface TestParts {
  readonly profile?: AgentProfile | undefined;
  readonly model?: LanguageModel;
  readonly costOf?: CostOf;
  readonly past?: readonly MessageView[];
  readonly code?: readonly CodeAgent[];
  readonly neighbours?: readonly { capability: string; description: string }[];
  readonly directory?: Partial<Directory>;
  readonly tool?: (call: ToolCall, grant: ToolGrant) => Promise<ToolOutcome>;
  /** Tools whose results hold what others wrote. @default none */
  readonly outside?: readonly string[];
  readonly journal?: StepJournal;
  readonly approvals?: ApprovalBook;
  readonly answers?: AnswerBook;
  readonly lineage?: Lineage;
  readonly memories?: TurnMemories;
  readonly files?: TurnFiles;
}

export function found(result: JsonValue): ToolOutcome {
  return { ok: true, result, durationMs: 1 };
}

const noLineage: Lineage = {
  agents: () => Promise.resolve(new Set()),
  repeats: () => Promise.resolve(0),
};

export function surround(parts: TestParts = {}): TestSurroundings {
  const told: LiveEvent[] = [];
  const calls: TestSurroundings['calls'] = [];
  const model = parts.model ?? new AnsweringModel([aReply()]);
  return {
    ...{ told, calls },
    directory: {
      load: () => Promise.resolve('profile' in parts ? parts.profile : aProfile()),
      subscribers: () => Promise.resolve([]),
      neighbours: () => Promise.resolve(parts.neighbours ?? []),
      route: () => Promise.reject(new Error('Nobody was to be routed to.')),
      find: (_workspace, name) => Promise.resolve({ id: `agt-${name}`, name }),
      ...parts.directory,
    },
    history: () => Promise.resolve([...(parts.past ?? [])]),
    chooseModel: () => model,
    renderTemplate: (template, values) => {
      const missing: string[] = [];
      const text = template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
        if (!Object.hasOwn(values, name)) missing.push(name);
        return values[name] ?? '';
      });
      return { text, missing };
    },
    toolsOf: () =>
      Promise.resolve({
        offers: (names) => (names.includes('look_up') ? [lookUp] : []),
        safetyOf: (name) => safeties[name] ?? 'unsafe',
        readsOutside: (name) => parts.outside?.includes(name) === true,
        needsApproval: ({ name }, { policies }) =>
          policies?.[name]?.needs_approval === true ? 'people must look' : undefined,
        execute: (call, grant) => {
          calls.push({ call, grant });
          return parts.tool?.(call, grant) ?? Promise.resolve(found({ answer: 144 }));
        },
      }),
    memories: parts.memories ?? new RememberedMemories(),
    files: parts.files ?? new RememberedFiles(),
    codeAgents: new CodeAgents(parts.code ?? []),
    journal: parts.journal ?? new RememberingJournal(),
    approvals: parts.approvals ?? { load: () => Promise.resolve([]) },
    answers: parts.answers ?? { load: () => Promise.resolve([]) },
    lineage: parts.lineage ?? noLineage,
    costOf: (model, tokens) => parts.costOf?.(model, tokens),
    ...{ discretion: new Discretion(createSilentLogger()), log: createSilentLogger() },
    tell: (_workspace, event) => void told.push(event),
    time: { ...openTurnTime(systemClock), now: () => new Date('2025-09-10T15:35:30Z') },
    random: () => 0.5,
  };
}
