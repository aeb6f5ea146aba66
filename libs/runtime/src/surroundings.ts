import type { MessageView } from '#protocol';
import type { Logger } from '#platform';
import type { Lease } from '#messaging';
import type { AgentModelSettings, LanguageModel } from '#llm';
import type { CodeAgents } from './code/code-agents.js';
import type { Directory } from './directory.js';
import type { Discretion } from './discretion/discretion.js';
import type { TurnFiles } from './files/turn-files.js';
import type { Lineage } from './delegation/refuse-repeats.js';
import type { StepJournal } from './journal/step-recorder.js';
import type { CostOf } from './model-turn/count-paid.js';
import type { TurnTools } from './model-turn/turn-tools.js';
import type { TurnMemories } from './memory/turn-memories.js';
import type { RenderTemplate } from './prompt/compose-prompt.js';
import type { AnswerBook } from './suspend/asking.js';
import type { ApprovalBook } from './suspend/people.js';
import type { TurnTime } from './turn-time.js';
import type { TellLive } from './watch/turn-log.js';

/** Everything outside of itself that a turn uses; the worker puts it together. */
export interface Surroundings {
  readonly directory: Directory;
  /** Messages of the conversation before number `before`, oldest first. */
  readonly history: (lease: Lease, before: number, limit: number) => Promise<MessageView[]>;
  /** The model for an agent. @throws {ModelError} when its settings allow none */
  readonly chooseModel: (settings: AgentModelSettings) => LanguageModel;
  readonly costOf: CostOf;
  readonly renderTemplate: RenderTemplate;
  /** The tools that a workspace has now. */
  readonly toolsOf: (workspace: string) => Promise<TurnTools>;
  readonly memories: TurnMemories;
  readonly files: TurnFiles;
  readonly codeAgents: CodeAgents;
  readonly journal: StepJournal;
  readonly approvals: ApprovalBook;
  readonly answers: AnswerBook;
  readonly lineage: Lineage;
  /** Withholds credentials of this server from what agents say. */
  readonly discretion: Discretion;
  readonly tell: TellLive;
  readonly log: Logger;
  readonly time: TurnTime;
  /** In [0, 1). */
  readonly random: () => number;
}
