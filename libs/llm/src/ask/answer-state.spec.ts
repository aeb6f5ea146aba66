import type { ProviderPiece } from '../provider-model.js';
import { readState, SaidParts } from './answer-state.js';

function stateOf(...pieces: readonly ProviderPiece[]) {
  const said = new SaidParts();
  for (const piece of pieces) said.take(piece);
  return said.state('deep');
}

describe(SaidParts, () => {
  it('keeps nothing of plain text', () => {
    const text = { id: '0', delta: 'Hello.' };
    expect(
      stateOf(
        { type: 'text-start', id: '0' },
        { type: 'text-delta', ...text },
        { type: 'text-end', id: '0' },
      ),
    ).toBeUndefined();
  });

  it('keeps thoughts and texts in the order in which they began, with their last marks', () => {
    const state = stateOf(
      { type: 'reasoning-start', id: '0', providerMetadata: { p: { draft: true } } },
      { type: 'text-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Let me ' },
      { type: 'text-delta', id: '0', delta: 'It is 42.' },
      { type: 'reasoning-delta', id: '0', delta: 'think.' },
      { type: 'reasoning-end', id: '0', providerMetadata: { p: { signature: 'abc' } } },
      { type: 'text-end', id: '0' },
      // A provider may use a number again.
      { type: 'text-start', id: '0' },
      { type: 'text-end', id: '0' },
    );
    const parts = [
      { type: 'reasoning', text: 'Let me think.', providerOptions: { p: { signature: 'abc' } } },
      { type: 'text', text: 'It is 42.' },
    ];
    expect(state).toEqual({ model: 'deep', parts });
    expect(readState(state, 'deep')).toEqual(parts);
    expect(readState(state, 'another')).toBeUndefined();
  });

  it('keeps a text that is marked', () => {
    const providerMetadata = { openai: { itemId: 'msg_1' } };
    const state = stateOf(
      { type: 'text-start', id: 'a', providerMetadata },
      { type: 'text-delta', id: 'a', delta: 'Yes.' },
    );
    expect(state).toEqual({
      model: 'deep',
      parts: [{ type: 'text', text: 'Yes.', providerOptions: providerMetadata }],
    });
  });
});
