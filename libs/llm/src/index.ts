export { chooseModel, type ChosenModel, type ModelChooser } from './choose/model-chooser.js';
export { askedIn } from './embedded/asked-in.js';
export type {
  LanguageModel,
  ModelMessage,
  ModelName,
  ModelReply,
  ModelRequest,
  ModelToolCall,
  ModelToolResult,
  ToolOffer,
  ModelWatch,
} from './language-model.js';
export type { AgentModelSettings, ModelSettings } from './model-settings.js';
export { ModelError } from './model.errors.js';
export { ScriptedLanguageModel } from './scripted-language-model.js';
