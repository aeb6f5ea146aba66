import { answer, type Move } from './move.js';
import type { Reading } from './reading.js';
import { listed, quoted } from './wording.js';

/** How to get more than this model can give. */
const remedy =
  'Set ANTHROPIC_API_KEY, OPENAI_API_KEY or CAXTON_LLM_BASE_URL to have a language model answer.';

/** Says honestly that there is nothing to answer with, and what there would be. */
export function admit({ request, tools }: Reading): Move {
  const asked = request === '' ? 'a message without a request' : quoted(request, 160);
  const can =
    tools.length === 0
      ? 'This agent has no tools'
      : `This agent can use ${listed(tools.map(({ name }) => name))}, and none of them fits`;
  const text = `Found nothing to answer with. The request was ${asked}. ${can}, and no language model is configured that could write an answer. ${remedy}`;
  return {
    kind: 'answer',
    answer: { text, structured: { memory_used: [], text }, isAdmission: true },
  };
}

/** Takes note of a message that wants no answer. */
export function takeNote({ performative, request }: Reading): Move {
  const text = `Noted (${performative})${request === '' ? '' : `: ${quoted(request, 160)}`}.`;
  return answer(text, { text });
}
