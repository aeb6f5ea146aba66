import type {
  AgentConfiguration,
  DelegationRule,
  Grants,
  JsonObject,
  SubscriptionRule,
  ToolPolicy,
} from '#protocol';

/** Who shares what an agent remembers. `agent-only` has become `agent`. */
type MemoryScope = 'agent' | 'conversation' | 'workspace' | 'global';

/** What an agent remembers. */
export interface MemorySettings {
  readonly enabled: boolean;
  readonly scope: MemoryScope;
  /** Entities of its scope beyond which it learns nothing new. */
  readonly max_entries?: number;
  /** What is learned from turns, and what of it is shown to later ones. */
  readonly settings?: MemoryUseSettings;
  /** How memories get into the prompt. */
  readonly context_preparation?: {
    readonly enabled?: boolean;
    /** Characters. */
    readonly max_context_length?: number;
  };
}

/** Defaults are in docs/memory.md. */
interface MemoryUseSettings {
  readonly auto_store?: boolean;
  readonly search_threshold?: number;
  readonly max_results?: number;
  readonly hybrid_search?: boolean;
  readonly exclude_patterns?: readonly string[];
}

/**
 * A configuration as it is kept: checked, aliases resolved, what has a default filled in. What every
 * field means is in docs/agents.md.
 */
export interface DeployedConfiguration {
  readonly name: string;
  /** SemVer, as the developer counts. @default 1.0.0 */
  readonly version: string;
  readonly capabilities: readonly string[];
  /** @default none */
  readonly tools: readonly string[];
  /** @default off, workspace */
  readonly memory: MemorySettings;
  /** Absent only for agents made of code. */
  readonly system_prompt?: string;
  readonly user_prompt_template?: string;
  readonly description?: string;
  readonly capability_metadata?: Readonly<Record<string, JsonObject>>;
  readonly tool_config?: Readonly<Record<string, JsonObject>>;
  /** What it may do with each tool. @default docs/tools.md */
  readonly tool_policies?: Readonly<Record<string, ToolPolicy>>;
  /** What follows from its answers. @default nothing */
  readonly on_reply?: readonly DelegationRule[];
  /** Answers of others that are sent on to it. @default none */
  readonly subscriptions?: readonly SubscriptionRule[];
  /** Which agents and capabilities it may send to at most. @default all */
  readonly grants?: Grants;
  /** Conversations keep the version that they began with. @default the newest works */
  readonly pin_versions?: boolean;
  /** JSON Schema of the content of its answers. @default any content */
  readonly output_schema?: JsonObject;
  readonly parameters?: JsonObject;
  readonly llm?: AgentConfiguration['llm'];
  /** A duration such as `30s`. @default the server's CAXTON_AGENT_TIMEOUT */
  readonly timeout?: string;
  readonly tags?: readonly string[];
  readonly author?: string;
  readonly license?: string;
  readonly metadata?: JsonObject;
}
