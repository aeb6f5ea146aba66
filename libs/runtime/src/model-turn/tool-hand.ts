import type { JsonObject, JsonValue } from '#protocol';
import { faultPoint } from '#faults';
import type { ToolGrant } from '#tools';
import type { ModelToolCall, ModelToolResult } from '#llm';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import type { Outbox } from '../outgoing/outbox.js';
import { readOutgoing, sendMessageName } from '../outgoing/send-message-tool.js';
import type { TurnLog } from '../watch/turn-log.js';
import { batchCalls } from './batch-calls.js';
import type { Tally } from './tally.js';
import { ToolRoom } from './tool-room.js';
import type { TurnTools } from './turn-tools.js';

/** What the hand works with, for one turn. */
export interface ToolHandKit {
  readonly messageId: string;
  readonly tools: TurnTools;
  readonly allowed: readonly string[];
  readonly settings: Readonly<Record<string, JsonObject>>;
  /** Absent: the agent has nobody to send to. */
  readonly outbox: Outbox | undefined;
  readonly log: TurnLog;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  readonly contextTokens: number;
}

/** What a model is told of a call. */
type Told =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly error: JsonObject };

/** Calls of one answer beyond these are not run: it is a loop, not a plan. */
const mostCalls = 32;

/** Runs what a model asks for. Whatever goes wrong is told to the model; only an abort is thrown. */
export class ToolHand {
  /** Names of the tools that ran, in order. */
  readonly used: string[] = [];
  private readonly results = new Map<string, JsonValue>();
  private readonly room: ToolRoom;

  constructor(private readonly kit: ToolHandKit) {
    this.room = new ToolRoom(kit.contextTokens);
  }

  /** The calls of one answer in their order; neighbours that only read run beside each other. */
  async run(calls: readonly ModelToolCall[]): Promise<ModelToolResult[]> {
    const results: ModelToolResult[] = [];
    const batches = batchCalls(calls, (call) =>
      this.kit.tools.isReadOnly(call.name, call.arguments),
    );
    for (const batch of batches) {
      const steps = batch.map((call) => ({ call, step: this.kit.tally.nextStep() }));
      const done = await Promise.all(
        steps.map(({ call, step }, index) => this.runOne(call, step, results.length + index)),
      );
      results.push(...done);
    }
    return results;
  }

  private async runOne(call: ModelToolCall, step: number, index: number): Promise<ModelToolResult> {
    const { log, signal } = this.kit;
    signal.throwIfAborted();
    log.toolCalled(step, call);
    const startedAt = performance.now();
    const answer = index < mostCalls ? await this.execute(call, step) : tooMany;
    const output = answer.ok ? answer.value : answer.error;
    if (answer.ok) this.results.set(call.id, output);
    this.used.push(call.name);
    const ms = performance.now() - startedAt;
    log.toolReturned(step, {
      callId: call.id,
      name: call.name,
      output,
      isError: !answer.ok,
      ms,
    });
    const shown = this.room.fit(output, call.id);
    return { callId: call.id, name: call.name, output: shown, isError: !answer.ok };
  }

  private async execute(call: ModelToolCall, step: number): Promise<Told> {
    if (call.invalid !== undefined) {
      return refused(call.invalid.reason.toUpperCase(), call.invalid.message);
    }
    const { outbox, tools } = this.kit;
    if (call.name === sendMessageName && outbox !== undefined) return send(outbox, call.arguments);
    const { id, name, arguments: args } = call;
    const idempotencyKey = `caxton-${this.kit.messageId}-${String(step)}`;
    const outcome = await faultPoint('tool.execute', () =>
      tools.execute({ id, name, arguments: args, idempotencyKey }, this.grant()),
    );
    return outcome.ok
      ? { ok: true, value: outcome.result }
      : refused(outcome.error.code, outcome.error.message);
  }

  private grant(): ToolGrant {
    const { allowed, settings, signal } = this.kit;
    const priorResult = (callId: string): JsonValue | undefined => this.results.get(callId);
    return { allowed, settings, signal, callsMade: this.used.length, priorResult };
  }
}

async function send(outbox: Outbox, value: unknown): Promise<Told> {
  try {
    const messages = await outbox.put(readOutgoing(value));
    return {
      ok: true,
      value: {
        status: 'sent when this turn ends',
        message_ids: messages.map(({ id }) => id),
        routed_to: messages.map(({ agent }) => agent?.name ?? ''),
      },
    };
  } catch (error) {
    if (!(error instanceof NotSendable)) throw error;
    return refused(error.code, error.message, error.details);
  }
}

function refused(
  code: string,
  message: string,
  details: Readonly<Record<string, JsonValue>> = {},
): Told {
  return { ok: false, error: { code, message, ...details } };
}

const tooMany = refused(
  'TOO_MANY_CALLS',
  `One answer may call ${String(mostCalls)} tools; this call was not run.`,
);
