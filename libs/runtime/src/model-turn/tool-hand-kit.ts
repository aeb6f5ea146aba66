import type { JsonObject, ToolPolicy } from '#protocol';
import type { Caller } from '#platform';
import type { FilesInTurn } from '../files/files-in-turn.js';
import type { StepLine } from '../journal/step-line.js';
import type { TurnNotebook } from '../memory/turn-memories.js';
import type { Outbox } from '../outgoing/outbox.js';
import type { TurnKit } from '../turn-kit.js';
import type { TurnTools } from './turn-tools.js';

/** What the hand works with, for one turn. */
export interface ToolHandKit extends Pick<
  TurnKit,
  'log' | 'steps' | 'signal' | 'people' | 'asking' | 'taint'
> {
  readonly tools: TurnTools;
  /** The agent, in its workspace. */
  readonly caller: Caller;
  readonly allowed: readonly string[];
  readonly settings: Readonly<Record<string, JsonObject>>;
  readonly policies: Readonly<Record<string, ToolPolicy>>;
  /** Absent: the agent has nobody to send to. */
  readonly outbox: Outbox | undefined;
  /** Absent: the agent has no memory. */
  readonly notebook: TurnNotebook | undefined;
  readonly files: FilesInTurn;
  readonly line: StepLine;
  readonly contextTokens: number;
}
