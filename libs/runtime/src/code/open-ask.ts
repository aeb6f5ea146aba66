import type { JsonObject, JsonValue } from '#protocol';
import { decideStep } from '../journal/decide-step.js';
import { readQuestion } from '../outgoing/ask-capability-tool.js';
import type { Joined } from '../suspend/joined.js';
import type { TurnKit } from '../turn-kit.js';
import type { CodeTurn } from './define-agent.js';
import { placeStep } from './place-step.js';
import { reached } from './reached.js';

/** What a code agent asks of other agents: `turn.ask`. */
export function openAsk({
  asking,
  steps,
  signal,
  taint,
}: Pick<TurnKit, 'asking' | 'steps' | 'signal' | 'taint'>): CodeTurn['ask'] {
  return async (capability, content, options = {}) => {
    const capabilities = typeof capability === 'string' ? [capability] : [...capability];
    const question = readQuestion({ ...options, capabilities, content });
    signal.throwIfAborted();
    const step = await placeStep(steps, { kind: 'code', name: `ask ${capabilities.join(', ')}` });
    if (decideStep(step.known, 'read_only') === 'replay') {
      taint.readAnswers(step.known?.response);
      return step.known?.response as unknown as Joined;
    }
    const startedAt = performance.now();
    const requestHash = `${step.requestHash}-${String(step.no)}`;
    const joined = await reached(asking.ask({ ...question, requestHash }));
    taint.readAnswers(joined as unknown as JsonValue);
    const response = joined as unknown as JsonValue & JsonObject;
    steps.note(step, { response, durationMs: performance.now() - startedAt });
    return joined;
  };
}
