import type { Grants, JsonObject } from '#protocol';
import type { AgentProfile } from '../directory.js';
import type { ShownMemory } from '../memory/turn-memories.js';
import type { OnSpent } from './counted-model.js';

/** One message to a configuration that is not deployed. */
export interface TrialTurn {
  readonly workspace: string;
  /** Stands for the conversation that there is not. */
  readonly trialId: string;
  readonly agent: string;
  readonly profile: AgentProfile;
  readonly capability: string;
  readonly content: JsonObject;
  /** How far whoever tries it may reach. @default everywhere */
  readonly grants: Grants | undefined;
  readonly allowTools: ReadonlySet<string>;
  /** What was said before, oldest first. */
  readonly history: readonly {
    readonly sender?: string | undefined;
    readonly content: string | JsonObject;
  }[];
  readonly memories: readonly ShownMemory[];
  readonly onSpent: OnSpent;
  /** Milliseconds. */
  readonly timeLeft: number;
}

/** What came of it. */
export interface TriedTurn {
  /** As a model would read it. Absent: there is none. */
  readonly answer?: string | undefined;
  readonly failure?: { readonly code: string; readonly reason: string } | undefined;
  readonly calls: readonly { readonly tool: string; readonly ran: boolean; readonly ok: boolean }[];
  /** Capabilities that it would have sent to, each once. */
  readonly asked: readonly string[];
  readonly tokens: { readonly input: number; readonly output: number };
  readonly model: string | undefined;
  readonly durationMs: number;
}
