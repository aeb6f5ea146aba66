export {
  answersRaw,
  babbles,
  callsTools,
  cutsOff,
  drips,
  endsEarly,
  failsInStream,
  floods,
  neverAnswers,
  refuses,
  says,
  stalls,
} from './model-acts.js';
export type { ModelScript, ModelStub } from './model-stub.js';
export { startAnthropicStub, startOpenAiStub } from './model-stubs.js';
