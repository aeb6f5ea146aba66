import type { ModelToolResult } from '../language-model.js';
import { toSdkPrompt } from './sdk-prompt.js';

const told = '<data-1>\n{"answer":144}\n</data-1>';

function partOf(result: Partial<ModelToolResult>): object {
  const whole = { callId: 'call-1', name: 'look_up', output: { answer: 144 }, ...result };
  const [, message] = toSdkPrompt('', [{ role: 'tool', results: [whole] }], 'any');
  return (message?.content as object[] | undefined)?.[0] ?? {};
}

describe(toSdkPrompt, () => {
  it('tells a result as it is fenced, and the result itself only beside the prompt', () => {
    expect(partOf({ told })).toMatchObject({
      output: { type: 'text', value: told },
      providerOptions: { caxton: { output: { answer: 144 } } },
    });
    expect(partOf({ told, isError: true })).toMatchObject({
      output: { type: 'error-text', value: told },
    });
  });

  it('says below the fence what a person edited', () => {
    const part = partOf({ told, used: { amount: 5 } }) as { output: { value: string } };
    expect(part.output.value.startsWith(`${told}\n\nNote: a person allowed this call`)).toBe(true);
    expect(part).toMatchObject({ providerOptions: { caxton: { arguments: { amount: 5 } } } });
  });

  it('gives a result that is not fenced as JSON', () => {
    expect(partOf({})).toMatchObject({ output: { type: 'json', value: { answer: 144 } } });
  });
});
