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
  type ModelAct,
  type StubCall,
} from './model-acts.js';
export type { ModelScript, ModelStub, StubRequest } from './model-stub.js';
export { startAnthropicStub, startOpenAiStub } from './model-stubs.js';
