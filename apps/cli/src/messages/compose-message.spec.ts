import { composeMessage, endingOfReply } from './compose-message.js';

const flags = { performative: 'request' };

describe(composeMessage, () => {
  it('puts the text beside the content', () => {
    expect(
      composeMessage({ ...flags, capability: 'a', conversation: 'c' }, 'Go', { x: 1 }),
    ).toEqual({
      ...{ capability: 'a', performative: 'request', conversation_id: 'c' },
      content: { x: 1, request: 'Go' },
    });
  });

  it.each([
    [{}, 'Go', /Who is to answer/],
    [{ to: 'A' }, undefined, /nothing to say/],
  ])('refuses %j with the text %j', (more, text, message) => {
    expect(() => composeMessage({ ...flags, ...more }, text, undefined)).toThrow(message);
  });
});

it.each([
  ['inform', undefined],
  ['refuse', 'failed'],
  ['failure', 'failed'],
])('ends after the reply %p as %p', (performative, ending) => {
  expect(endingOfReply({ performative })).toBe(ending);
});
