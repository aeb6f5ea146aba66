import type { AgentKind, DelegationRule, Grants, JsonObject, ToolPolicy } from '#protocol';
import type { Caller } from '#platform';
import type { RouteDecision, Subscriber } from '#agents';
import type { Lease } from '#messaging';
import type { AgentModelSettings } from '#llm';
import type { MemoryUse } from './memory/memory-use.js';
import type { Capability } from './prompt/system-prompt.js';

/** The version of an agent that a turn keeps, whatever is deployed meanwhile. */
export interface AgentProfile {
  readonly kind: AgentKind;
  readonly systemPrompt: string;
  readonly userPromptTemplate: string | undefined;
  readonly parameters: JsonObject;
  /** JSON Schema of the content of its answers. Absent: any content. */
  readonly outputSchema?: JsonObject | undefined;
  /** Names of the tools it may call. */
  readonly tools: readonly string[];
  /** Settings per tool. */
  readonly toolConfig: Readonly<Record<string, JsonObject>>;
  /** What it may do with each tool. */
  readonly toolPolicies: Readonly<Record<string, ToolPolicy>>;
  /** What follows from its answers. */
  readonly onReply: readonly DelegationRule[];
  /** Which agents and capabilities it may send to at most. @default all */
  readonly grants?: Grants | undefined;
  readonly llm: AgentModelSettings;
  /** Absent: it has no memory. */
  readonly memory?: MemoryUse | undefined;
  /** Milliseconds. Absent: the server's. */
  readonly timeoutMs: number | undefined;
}

/** Who exists and whom to ask, as seen by one agent. */
export interface Directory {
  /** A version of an agent, the one that a lease names; nothing when it is gone. */
  load(
    version: Pick<Lease, 'workspace' | 'agentId' | 'agentName' | 'agentVersion'>,
  ): Promise<AgentProfile | undefined>;
  /** Capabilities that other running agents provide; those beyond the grants are marked. */
  neighbours(lease: Lease, grants: Grants | undefined): Promise<readonly Capability[]>;
  /** Who listens to what the agent answers under a capability; itself never. */
  subscribers(lease: Lease, capability: string): Promise<readonly Subscriber[]>;
  /** @throws {ProtocolError} INVALID_CAPABILITY with the nearest names, NOT_GRANTED beyond the caller's grants */
  route(
    caller: Caller,
    target: {
      capability: string;
      conversationId: string;
      exclude: string;
      /** @default the server's */
      strategy?: 'broadcast';
    },
  ): Promise<RouteDecision>;
  /** An agent that can still get mail. */
  find(workspace: string, name: string): Promise<{ id: string; name: string } | undefined>;
}
