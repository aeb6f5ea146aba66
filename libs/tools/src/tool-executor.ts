import type { JsonObject, JsonValue } from '#protocol';
import { ArgumentChecker } from './argument-checker.js';
import { withinDeadline } from './call-deadline.js';
import { refuseWithoutAnybody, type AskApproval } from './policy/approval.js';
import type { CallQuota } from './policy/call-quota.js';
import { judgeCall } from './policy/judge-call.js';
import { storableJson } from './storable-json.js';
import type { ToolBox } from './tool-box.js';
import type { ToolCall, ToolError, ToolGrant, ToolOutcome } from './tool-call.js';
import { ToolFault } from './tool.errors.js';
import type { Tool } from './tool.js';

export interface ToolExecutorOptions {
  /** Longest result in bytes of JSON. @default 10 MiB, room for the longest text that is fetched */
  readonly maxResultBytes?: number;
  /**
   * Hears of errors that a tool did not foresee: the model is not told their text, which may hold a
   * secret. @default nobody
   */
  readonly onDefect?: (toolName: string, error: unknown) => void;
  /** Counts calls for all processes. @default what is to be counted is refused */
  readonly quota?: CallQuota;
}

const defaultMaxCalls = 50;
const defaultMaxResultBytes = 10 * 1_024 * 1_024;

/**
 * Makes the tool calls of agents, and is the one place where it is decided whether a call may be
 * made: allow-list, number of calls, arguments, the agent's policy. Then it holds the call to its time and size.
 *
 * Stateless: whatever counts across calls comes with the grant, so that a turn that is taken up
 * after a crash counts on from its journal.
 */
export class ToolExecutor {
  readonly #arguments = new ArgumentChecker();

  constructor(
    private readonly box: ToolBox,
    private readonly options: ToolExecutorOptions = {},
  ) {}

  /**
   * Makes one call. A call that fails is an outcome to tell the model, not an exception.
   *
   * @throws only the reason of `grant.signal` when the turn is aborted, at once, even when the tool
   * does not stop
   */
  async execute(call: ToolCall, grant: ToolGrant): Promise<ToolOutcome> {
    grant.signal.throwIfAborted();
    const startedAt = performance.now();
    const durationMs = (): number => Math.round(performance.now() - startedAt);
    try {
      const result = await this.#make(call, grant);
      return { ok: true, result, durationMs: durationMs() };
    } catch (error) {
      grant.signal.throwIfAborted();
      if (!(error instanceof ToolFault)) this.options.onDefect?.(call.name, error);
      return { ok: false, error: tellable(error), durationMs: durationMs() };
    }
  }

  /** Why a person must allow a call before it is made. Nothing: nobody must, or it is refused anyway. */
  needsApproval(call: ToolCall, grant: ToolGrant): string | undefined {
    try {
      const tool = this.#admit(call, grant);
      return judge(tool, this.#arguments.check(tool, call.arguments), grant);
    } catch (error) {
      if (error instanceof ToolFault) return undefined;
      throw error;
    }
  }

  async #make(call: ToolCall, grant: ToolGrant): Promise<JsonValue> {
    const tool = this.#admit(call, grant);
    const args = this.#arguments.check(tool, call.arguments);
    await pass(tool, args, call, grant);
    const result = await this.#count(tool, grant, () => this.#perform(tool, args, call, grant));
    return storableJson(result, this.options.maxResultBytes ?? defaultMaxResultBytes);
  }

  /** Within the rate and the number at a time that the agent's policy allows. */
  async #count<T>(tool: Tool, grant: ToolGrant, work: () => Promise<T>): Promise<T> {
    const policy = grant.policies?.[tool.name] ?? {};
    if ((policy.rate_per_minute ?? policy.max_concurrency) === undefined) return work();
    const { caller, signal } = grant;
    const { quota } = this.options;
    if (quota !== undefined && caller !== undefined) {
      return quota.within({ caller, tool, policy, signal }, work);
    }
    throw new ToolFault('TOOL_POLICY_DENIED', `calls of ${tool.name} cannot be counted here`);
  }

  /** From here on the call may take effect. */
  async #perform(
    tool: Tool,
    args: JsonObject,
    { idempotencyKey }: ToolCall,
    grant: ToolGrant,
  ): Promise<JsonValue> {
    const context = {
      idempotencyKey,
      settings: grant.settings?.[tool.name] ?? {},
      domains: grant.policies?.[tool.name]?.domains,
      memory: grant.memory,
      files: grant.files,
      artifacts: grant.artifacts,
      priorResult: (callId: string) => grant.priorResult(callId),
    };
    try {
      return await withinDeadline(
        grant.signal,
        tool.timeoutMs,
        () => timedOut(tool, args),
        (signal) => tool.execute(args, { ...context, signal }),
      );
    } catch (error) {
      const isForeseen = error instanceof ToolFault || grant.signal.aborted;
      if (isForeseen || !isUnsafe(tool, args)) throw error;
      this.options.onDefect?.(tool.name, error);
      throw brokeOff(tool, error);
    }
  }

  #admit({ name }: ToolCall, grant: ToolGrant): Tool {
    const tool = this.box.find(name);
    const choice = `This agent may use: ${grant.allowed.join(', ') || 'no tools'}.`;
    if (tool === undefined) {
      const gone = grant.allowed.includes(name)
        ? ' any more: it, or the MCP server that it was of, was removed since this agent was given it'
        : '';
      throw new ToolFault('TOOL_UNKNOWN', `there is no tool "${name}"${gone}. ${choice}`);
    }
    if (!grant.allowed.includes(name)) {
      throw new ToolFault('TOOL_NOT_ALLOWED', `this agent may not use "${name}". ${choice}`);
    }
    const { callsMade = 0, maxCalls = defaultMaxCalls } = grant;
    if (callsMade >= maxCalls) {
      throw new ToolFault(
        'TOOL_CALLS_EXHAUSTED',
        `this turn has made its ${String(maxCalls)} tool calls; answer with what is known`,
      );
    }
    return tool;
  }
}

/** The agent's policy for the tool, and a person where it asks for one. */
async function pass(
  tool: Tool,
  args: JsonObject,
  { idempotencyKey }: ToolCall,
  grant: ToolGrant,
): Promise<void> {
  const reason = judge(tool, args, grant);
  if (reason === undefined) return;
  const ask: AskApproval = grant.askApproval ?? refuseWithoutAnybody;
  await ask({ tool: tool.name, arguments: args, reason, idempotencyKey }, grant.signal);
}

function judge(tool: Tool, args: JsonObject, grant: ToolGrant): string | undefined {
  const { callsOfTool = 0, isTainted = false, recalled, policies } = grant;
  return judgeCall(tool, args, policies?.[tool.name] ?? {}, {
    ...{ callsOfTool, isTainted, recalled },
  });
}

/** Reliability: a timeout means that the outcome is unknown, and says so. */
function timedOut(tool: Tool, args: JsonObject): ToolFault {
  const waited = `${tool.name} did not answer within ${String(tool.timeoutMs / 1_000)} s`;
  return isUnsafe(tool, args)
    ? new ToolFault(
        'OUTCOME_UNKNOWN',
        `${waited}; whether it took effect is unknown, do not repeat it`,
      )
    : new ToolFault('TOOL_TIMEOUT', `${waited}; nothing is known of its outcome`);
}

/** A defect says nothing about when it struck: before the effect or after it. */
function brokeOff({ name }: Tool, cause: unknown): ToolFault {
  const what = `${name} failed in a way it does not explain`;
  return new ToolFault(
    'OUTCOME_UNKNOWN',
    `${what}; whether it took effect is unknown, do not repeat it`,
    { cause },
  );
}

function isUnsafe(tool: Tool, args: JsonObject): boolean {
  return (tool.safetyOf?.(args) ?? tool.safety) === 'unsafe';
}

function tellable(error: unknown): ToolError {
  if (error instanceof ToolFault) return { code: error.code, message: error.message };
  return { code: 'TOOL_FAILED', message: 'the tool failed in a way it does not explain' };
}
