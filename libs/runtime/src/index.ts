export { CodeAgents } from './code/code-agents.js';
export {
  defineAgent,
  type CodeAgent,
  type CodeTurn,
  type HandledMessage,
  type HandlerAnswer,
  type SendOptions,
  type SentOn,
} from './code/define-agent.js';
export { loadCodeAgents } from './code/load-code-agents.js';
export type { AgentProfile, Directory } from './directory.js';
export type { TurnLimits } from './limits.js';
export { openTurnTools } from './model-turn/open-turn-tools.js';
export type { TurnTools } from './model-turn/turn-tools.js';
export type { RenderTemplate } from './prompt/compose-prompt.js';
export type { Capability } from './prompt/system-prompt.js';
export { InvalidCodeAgent, RefuseMessage } from './runtime.errors.js';
export type { Surroundings } from './surroundings.js';
export { openTurnTime, type TurnTime } from './turn-time.js';
export type { TurnEnd } from './turn-end.js';
export { TurnRunner } from './turn-runner.js';
export type { TellLive } from './watch/turn-log.js';
