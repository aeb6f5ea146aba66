import {
  agentConfiguration,
  type AgentConfiguration,
  type JsonObject,
  type JsonValue,
  type MessageView,
} from '#protocol';
import type { Logger } from '#platform';
import type { AskOptions } from '../outgoing/ask-capability-tool.js';
import type { Joined } from '../suspend/joined.js';
import { InvalidCodeAgent } from '../runtime.errors.js';
import type { CodeMemory } from './code-memory.js';

/** The message a code agent is asked to handle. */
export interface HandledMessage {
  readonly id: string;
  /** The act: `request`, `inform`, … Answers that were awaited come as `inform` or `failure`. */
  readonly performative: string;
  readonly content: JsonObject;
  /** `api_client` or an agent's name. */
  readonly sender: string;
  readonly conversation_id: string;
  readonly capability?: string;
  readonly in_reply_to?: string;
  readonly metadata?: JsonObject;
  /** RFC 3339. */
  readonly accepted_at: string;
  /** When an answer is of no use any more; `signal` aborts then. RFC 3339. */
  readonly reply_by?: string;
}

/** How a message is sent on. */
interface SendOptions {
  /** @default request */
  readonly performative?: string;
  /**
   * Who gets the answer: whoever this work is for, or this agent (as a message of its own).
   * @default requester
   */
  readonly reply_to?: 'requester' | 'me';
  /**
   * How long an answer is of use: `30s`, `2m15s`. Never longer than what is left to the message that this
   * turn is about. @default what is left to it
   */
  readonly timeout?: string;
}

/** What was sent. It leaves when the turn is committed, and not at all when it is not. */
export interface SentOn {
  readonly message_ids: readonly string[];
  readonly routed_to: readonly string[];
}

/** How a step is made. */
interface StepOptions {
  /**
   * Begin it at most once: should the worker be lost in it, the turn fails with `OUTCOME_UNKNOWN`
   * instead of doing it again. For work that must not happen twice and takes no key.
   * @default false
   */
  readonly once?: boolean;
}

/** What the work of a step gets. */
export interface StepWork {
  /** The same in every attempt: send it along, so that whoever gets it twice does it once. */
  readonly key: string;
  /** Aborts with the turn. */
  readonly signal: AbortSignal;
}

/** How people are asked. */
interface ApproveOptions {
  /** In words for whoever decides. */
  readonly why?: string;
  /** JSON Schema that edited details must fit. @default any object */
  readonly schema?: JsonObject;
  /** How long the decision is waited for: `30m`, `2h`; never beyond the deadline of the message. @default 24h */
  readonly timeout?: string;
}

/** What people decided. */
interface Decision {
  readonly approved: boolean;
  /** What it may be done with: as it was asked for, or as a person edited it. Use these. */
  readonly details: JsonObject;
  readonly edited: boolean;
  readonly decided_by?: string;
  readonly reason?: string;
}

/** One message in the hands of a code agent. */
export interface CodeTurn {
  readonly message: HandledMessage;
  /** 1, or more when earlier attempts failed. */
  readonly attempt: number;
  /** Aborts when the time is over, the message was cancelled, the worker stops or the mailbox is lost. Pass it on. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Earlier messages of the conversation, oldest first. @default 50 */
  history(limit?: number): Promise<readonly MessageView[]>;
  /**
   * Sends a message to whoever provides the capability. @throws when nobody does, and with the code `NOT_GRANTED` when
   * whoever asked for this work may not reach it
   */
  send(capability: string, content: JsonObject, options?: SendOptions): Promise<SentOn>;
  /**
   * Does something outside and remembers its result: should the turn run again, the result is given
   * without doing it again. Steps are told apart by name and, under one name, by their order. The
   * result is what JSON makes of it.
   */
  readonly step: <Result extends JsonValue | undefined>(
    name: string,
    work: (step: StepWork) => Promise<Result> | Result,
    options?: StepOptions,
  ) => Promise<Result>;
  /** What the agent knows; only with `memory` in its definition. */
  readonly memory: CodeMemory;
  /**
   * Asks people, at `/api/v1/approvals`, and waits for their decision, for days if need be: the turn is
   * suspended and the handler begins anew when it goes on. What it did before in `step` is replayed; so
   * whatever it does besides in steps must come to the same again. Nobody decides in time: the turn
   * fails with `APPROVAL_EXPIRED`. Approvals are told apart as steps are.
   */
  readonly approve: (
    name: string,
    details: JsonObject,
    options?: ApproveOptions,
  ) => Promise<Decision>;
  /**
   * Asks whoever provides the capability, or several of them at once, and waits for the answers without a worker:
   * the turn is suspended as by `approve`. What has come when its time is over is told as well.
   */
  readonly ask: (
    capability: string | readonly string[],
    content: JsonObject,
    options?: Omit<AskOptions, 'capabilities' | 'content'>,
  ) => Promise<Joined>;
  /** Ends the turn: the sender gets `refuse` with the reason, and nothing is tried again. */
  refuse(reason: string, details?: JsonObject): never;
  /** As `refuse`, for content that makes no sense to this agent: the sender gets `not_understood`. */
  notUnderstood(reason: string, details?: JsonObject): never;
}

/** What a handler gives back: the content of the reply, or nothing to send none. */
export type HandlerAnswer = JsonValue | undefined;

/** An agent whose turns are code, for deterministic actors and for measuring without a model. */
export interface CodeAgent {
  readonly name: string;
  /** SemVer. @default 1.0.0 */
  readonly version?: string;
  readonly capabilities: readonly string[];
  readonly description?: string;
  /**
   * What it remembers and who shares it, as in the configuration of other agents. Its turns are learned
   * from only when `settings.auto_store` says so. @default nothing
   */
  readonly memory?: AgentConfiguration['memory'];
  /** Messages that follow from its answers, as in the configuration of other agents. @default none */
  readonly on_reply?: AgentConfiguration['on_reply'];
  /** Answers of other agents that are sent on to it, as there. @default none */
  readonly subscriptions?: AgentConfiguration['subscriptions'];
  /** Which agents and capabilities it may send to at most, as there. @default all */
  readonly grants?: AgentConfiguration['grants'];
  /**
   * Handles one message; never two of one conversation at a time. What it throws is tried again with
   * pauses, up to five times, unless the error says `retryable: false`. Everything it wants to
   * happen inside Caxton happens once, after it returned; what it does outside may happen again.
   */
  handle(turn: CodeTurn): Promise<HandlerAnswer> | HandlerAnswer;
}

const heading = agentConfiguration.pick({
  name: true,
  version: true,
  capabilities: true,
  description: true,
  memory: true,
  on_reply: true,
  subscriptions: true,
  grants: true,
});

/**
 * Checks an agent made of code and gives it back, so that mistakes show where it is written. A module
 * of `CAXTON_AGENTS_DIR` exports it. @throws {InvalidCodeAgent} naming each bad field
 */
export function defineAgent(agent: CodeAgent): CodeAgent {
  const checked = heading.safeParse(agent);
  if (!checked.success) {
    const problems = checked.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'agent'} ${message}`,
    );
    throw new InvalidCodeAgent(problems.join('; '));
  }
  if (typeof agent.handle !== 'function') {
    throw new InvalidCodeAgent('handle must be a function that takes a turn');
  }
  return agent;
}
