import type { JsonObject, JsonValue, ToolPolicy } from '#protocol';
import type { Caller } from '#platform';
import type { FileKeeper } from './files/produced-file.js';
import type { AgentMemory } from './memory/agent-memory.js';
import type { ArtifactReader } from './source/artifact-reader.js';
import type { AskApproval } from './policy/approval.js';
import type { ToolFaultCode } from './tool.errors.js';

/** A tool call as the model asked for it: nothing about it is trusted. */
export interface ToolCall {
  /** Unique in the turn; later calls name its result as `step:<id>`. */
  readonly id: string;
  readonly name: string;
  /** Parsed JSON, checked here against the tool's schema. */
  readonly arguments: unknown;
  /** The same for every attempt at this call: `caxton-<message_id>-<step>`. */
  readonly idempotencyKey: string;
}

/** What the calling agent may do in this turn. Made by the runtime, never by the model. */
export interface ToolGrant {
  /** The agent, in its workspace. @default nobody, for whom nothing can be counted */
  readonly caller?: Caller;
  /** Names of the tools in the agent's configuration. */
  readonly allowed: readonly string[];
  /** The agent's `tool_config`, by tool name. @default no settings */
  readonly settings?: Readonly<Record<string, JsonObject>>;
  /** The agent's `tool_policies`, by tool name. @default the defaults of every policy */
  readonly policies?: Readonly<Record<string, ToolPolicy>>;
  /** How a person is asked. @default nobody can be asked, and what needs approval is refused */
  readonly askApproval?: AskApproval | undefined;
  /** Whether an earlier call of this turn read content from outside, replayed ones included. @default false */
  readonly isTainted?: boolean;
  /** Names of the memories that tainted the turn, where nothing else did. @default none */
  readonly recalled?: readonly string[];
  /** The memory of the agent, as far as this turn may reach it. @default none */
  readonly memory?: AgentMemory | undefined;
  /** Keeps the files that tools make in this turn. @default nobody does, and their results say so */
  readonly files?: FileKeeper | undefined;
  /** The artifacts that it may read. @default none */
  readonly artifacts?: ArtifactReader | undefined;
  /** Calls that this turn has made before, replayed ones included. @default 0 */
  readonly callsMade?: number;
  /** Those of them that called this very tool. @default 0 */
  readonly callsOfTool?: number;
  /** Calls that one turn may make. @default 50 */
  readonly maxCalls?: number;
  /** Aborts with the turn; the executor then rejects with its reason. */
  readonly signal: AbortSignal;
  /** What an earlier call of the turn returned. */
  priorResult(callId: string): JsonValue | undefined;
}

/** Why a call failed, for the model. */
export interface ToolError {
  readonly code: ToolFaultCode;
  readonly message: string;
}

/** What came of a call: journal it whole, tell the model `result` or `error`. */
export type ToolOutcome =
  | { readonly ok: true; readonly result: JsonValue; readonly durationMs: number }
  | { readonly ok: false; readonly error: ToolError; readonly durationMs: number };
