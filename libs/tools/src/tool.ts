import type { JsonObject, JsonValue } from '#protocol';
import type { FileKeeper } from './files/produced-file.js';
import type { AgentMemory } from './memory/agent-memory.js';
import type { ArtifactReader } from './source/artifact-reader.js';

/**
 * What repeating a call does to the world. `read_only`: nothing at all. `idempotent`: the same call
 * twice is the same as once. `unsafe`: every call counts, so it is made at most once.
 */
export type ToolSafety = 'read_only' | 'idempotent' | 'unsafe';

/** What a tool gets to know of the turn that calls it. */
export interface ToolContext {
  /** Aborts when the call runs out of time or the turn ends. A tool stops its work at once. */
  readonly signal: AbortSignal;
  /** The same for every attempt at this call: `caxton-<message_id>-<step>`. */
  readonly idempotencyKey: string;
  /** The agent's `tool_config` for this tool; empty without one. */
  readonly settings: JsonObject;
  /** Hosts, with their subdomains, that the agent's policy leaves the tool. Absent: any. */
  readonly domains?: readonly string[] | undefined;
  /** The memory of the agent. Absent: it has none. */
  readonly memory?: AgentMemory | undefined;
  /** Keeps the files that the tool makes. Absent: nobody does. */
  readonly files?: FileKeeper | undefined;
  /** Reads the artifacts of the workspace. Absent: there are none to be read. */
  readonly artifacts?: ArtifactReader | undefined;
  /** What an earlier call of this turn returned, by its id; nothing if it failed or never was. */
  priorResult(callId: string): JsonValue | undefined;
}

/** Where a tool comes from. */
type ToolSource = 'builtin' | 'http' | 'mcp';

/** What a tool is, to agents and people. */
export interface ToolDescription {
  /** As agents name it in `tools`: lower case, digits and underscores. */
  readonly name: string;
  /** What it does and when to use it, for the model. */
  readonly description: string;
  /** Requests in plain words that it serves, for the model that routes by likeness. */
  readonly examples: readonly string[];
  /** Of a call with the usual arguments; `safetyOf` tells for a given call. */
  readonly safety: ToolSafety;
  /** JSON Schema (2020-12) of the arguments: an object without further properties. */
  readonly parameters: JsonObject;
  /** @default builtin */
  readonly source?: ToolSource;
  /** Whether its results hold what others wrote: a turn that has read it is tainted. @default false */
  readonly readsOutside?: boolean;
}

/**
 * Something an agent may do besides talk. Built-in tools, tools behind an HTTP endpoint and tools
 * of an MCP server all look like this.
 */
export interface Tool extends ToolDescription {
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The safety of a call with these (valid) arguments. @default `safety` for every call */
  safetyOf?(args: JsonObject): ToolSafety;
  /** Whether a call with these (valid) arguments reads from outside. @default `readsOutside` for every call */
  readsOutsideOf?(args: JsonObject): boolean;
  /** The method of HTTP that a call with these (valid) arguments uses. @default it makes no request */
  methodOf?(args: JsonObject): string | undefined;
  /**
   * Does the work. The arguments fit `parameters`.
   * @throws {ToolFault} when it cannot; whatever else it throws is told to the model as TOOL_FAILED, or
   * as OUTCOME_UNKNOWN when the call may not be repeated
   */
  execute(args: JsonObject, context: ToolContext): Promise<JsonValue>;
}
