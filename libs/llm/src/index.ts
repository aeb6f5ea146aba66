export {
  chooseModel,
  type ChosenModel,
  type ModelChooser,
  type ModelParts,
} from './choose/model-chooser.js';
export {
  modelProviders,
  type FinishReason,
  type InvalidToolCall,
  type LanguageModel,
  type ModelMessage,
  type ModelProvider,
  type ModelReply,
  type ModelRequest,
  type ModelToolCall,
  type ModelToolResult,
  type ModelUsage,
  type ModelWatch,
  type Neighbour,
  type RecalledMemory,
  type RequestProvenance,
  type ToolOffer,
} from './language-model.js';
export type { AgentModelSettings, ModelSettings } from './model-settings.js';
export { ModelError, type ModelErrorCode } from './model.errors.js';
export { ScriptedLanguageModel, type ScriptedStep } from './scripted-language-model.js';
