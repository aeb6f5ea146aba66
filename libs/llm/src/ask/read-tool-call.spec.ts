import { readToolCall } from './read-tool-call.js';

const call = (input: string, toolName = 'weather') =>
  ({ type: 'tool-call', toolCallId: 'one', toolName, input }) as const;

describe(readToolCall, () => {
  it('reads no text as no arguments', () => {
    expect(readToolCall(call(' '), ['weather'])).toEqual({
      id: 'one',
      name: 'weather',
      arguments: {},
    });
  });

  it('keeps what is no JSON as it was written, and says so', () => {
    expect(readToolCall(call('{"place": Mainz'), ['weather'])).toMatchObject({
      arguments: '{"place": Mainz',
      invalid: { reason: 'malformed_arguments' },
    });
  });

  it('names the tools that there are, for one that there is not', () => {
    const read = readToolCall(call('{"place":"Mainz"}', 'wether'), ['weather', 'clock']);
    expect(read).toMatchObject({
      arguments: { place: 'Mainz' },
      invalid: {
        reason: 'unknown_tool',
        message: 'There is no tool "wether". The tools are: weather, clock.',
      },
    });
    expect(readToolCall(call('{}'), []).invalid?.message).toMatch(/The tools are: none\.$/);
  });

  it('keeps what the provider wants to see again', () => {
    const marked = { ...call('{}'), providerMetadata: { google: { signature: 'abc' } } };
    expect(readToolCall(marked, ['weather']).state).toEqual({ google: { signature: 'abc' } });
  });
});
