import { selectionOf } from './memory-selection.js';

describe(selectionOf, () => {
  it.each([
    ['nothing said', {}, 'all'],
    ['an agent', { agent_id: 'A' }, { places: ['agent:A', 'workspace', 'global'] }],
    [
      'an agent in a conversation',
      { agent_id: 'A', conversation_id: 'c' },
      { places: ['agent:A', 'conversation:c', 'workspace', 'global'] },
    ],
    ['a conversation', { conversation_id: 'c' }, { places: ['conversation:c'] }],
    ['one agent alone', { memory_scope: 'agent', agent_id: 'A' }, { places: ['agent:A'] }],
    ['agents', { memory_scope: 'agent-only' }, { everyOwnerOf: 'agent' }],
    ['conversations', { memory_scope: 'conversation' }, { everyOwnerOf: 'conversation' }],
    ['a shared scope', { memory_scope: 'workspace', agent_id: 'A' }, { places: ['workspace'] }],
  ] as const)('moves, for %s, what that means', (_what, said, selection) => {
    expect(selectionOf(said)).toEqual(selection);
  });
});
