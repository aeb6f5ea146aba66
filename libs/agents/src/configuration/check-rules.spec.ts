import { ProtocolError } from '#protocol';
import { findBadExpressions, findUnprovided } from './check-rules.js';
import { composeConfiguration } from './compose-configuration.js';

const minimum = { name: 'Clerk', capabilities: ['filing'], system_prompt: 'You file.' };

function errorsOf(onReply: unknown, subscriptions: unknown = []): [string, string][] {
  const rules = { on_reply: onReply, subscriptions };
  try {
    composeConfiguration(undefined, { ...minimum, ...rules }, 'configuration');
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const errors = error.details['errors'] as unknown as { field: string; rule: string }[];
    return errors.map(({ field, rule }) => [field, rule]);
  }
  throw new Error('expected the configuration to be refused');
}

describe('rules of a configuration', () => {
  it('are kept as they were written', () => {
    const onReply = [{ to: 'archiving', when: 'content.ok', content: { paper: 'content.paper' } }];
    const { configuration } = composeConfiguration(
      undefined,
      { ...minimum, on_reply: onReply },
      'configuration',
    );
    expect(configuration.on_reply).toEqual(onReply);
  });

  it('are refused with the place of what is wrong', () => {
    expect(errorsOf('archiving')).toEqual([['on_reply', 'type']]);
    expect(errorsOf([{ to: 'Not a name' }])).toEqual([['on_reply[0].to', 'pattern']]);
    expect(errorsOf([{ to: 'a' }, { to: 'b', performative: 'agree' }])).toEqual([
      ['on_reply[1].performative', 'allowed'],
    ]);
    expect(errorsOf([{ to: 'archiving', whne: 'x' }])).toEqual([
      ['on_reply[0].whne', 'unknown_field'],
    ]);
    expect(
      errorsOf([{ to: 'archiving', when: 'content.[', content: { a: '[@, @]', b: 'content' } }]),
    ).toEqual([
      ['on_reply[0].when', 'expression'],
      ['on_reply[0].content.a', 'expression'],
    ]);
    expect(errorsOf(Array.from({ length: 21 }, () => ({ to: 'archiving' })))).toEqual([
      ['on_reply', 'max_items'],
    ]);
  });
});

describe('subscriptions of a configuration', () => {
  it('are refused with the place of what is wrong', () => {
    expect(errorsOf([], [{ to: 'archiving', when: '{a: @}' }])).toEqual([
      ['subscriptions[0].when', 'expression'],
    ]);
    expect(errorsOf([], [{ to: 'archiving', until: 'x' }])).toEqual([
      ['subscriptions[0].until', 'unknown_field'],
    ]);
    expect(
      errorsOf(
        [],
        [
          { to: 'a', as: 'filing' },
          { to: 'b', as: 'archiving' },
        ],
      ),
    ).toEqual([['subscriptions[1].as', 'allowed']]);
  });

  it('must not be left behind by an update of the capabilities', () => {
    const before = composeConfiguration(
      undefined,
      { ...minimum, subscriptions: [{ to: 'archiving', as: 'filing' }] },
      'configuration',
    ).configuration;
    const update = (): unknown =>
      composeConfiguration(before, { capabilities: ['sorting'] }, 'configuration');
    expect(update).toThrow(ProtocolError);
  });
});

describe(findBadExpressions, () => {
  it('has nothing to say where there are no rules', () => {
    expect(findBadExpressions({})).toEqual([]);
  });
});

describe(findUnprovided, () => {
  it('names what nobody else provides and what may have been meant', () => {
    const { configuration } = composeConfiguration(
      undefined,
      { ...minimum, on_reply: [{ to: 'archiving' }, { to: 'reprot-generation' }] },
      'configuration',
    );
    expect(findUnprovided(configuration, ['archiving', 'report-generation'])).toEqual([
      {
        field: 'on_reply[1].to',
        rule: 'available',
        message: 'no other agent provides reprot-generation (did you mean report-generation?)',
      },
    ]);
  });
});
