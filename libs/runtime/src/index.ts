export { CodeAgents } from './code/code-agents.js';
export { defineAgent, type CodeAgent, type CodeTurn } from './code/define-agent.js';
export { loadCodeAgents } from './code/load-code-agents.js';
export { Discretion } from './discretion/discretion.js';
export { noteDataGap } from './faults/data-gaps.js';
export type { AgentProfile, Directory } from './directory.js';
export { endingOf, type NamedFile } from './files/named-files.js';
export type { MadeFile, TurnFiles } from './files/turn-files.js';
export type { TurnLimits } from './limits.js';
export { openTurnTools } from './model-turn/open-turn-tools.js';
export { Learner } from './learn/learner.js';
export type { MemoryUse } from './memory/memory-use.js';
export type {
  LeftBehind,
  Noted,
  ShownMemory,
  TurnMemories,
  TurnNotebook,
} from './memory/turn-memories.js';
export { InvalidCodeAgent } from './runtime.errors.js';
export type { Surroundings } from './surroundings.js';
export { TrialRunner } from './trial/trial-runner.js';
export type { TrialTurn, TriedTurn } from './trial/trial-turn.js';
export { openTurnTime, type TurnTime } from './turn-time.js';
export type { TurnEnd } from './turn-end.js';
export { TurnRunner } from './turn-runner.js';
