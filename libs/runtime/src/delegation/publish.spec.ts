import type { SubscriptionRule } from '#protocol';
import type { Subscriber } from '#agents';
import type { TurnOutcome } from '#messaging';
import { aProfile, aTurn, limits, surround } from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';
import { publish } from './publish.js';

const { signal } = new AbortController();

const listener = (name: string, rule: Partial<SubscriptionRule> = {}, index = 0): Subscriber => ({
  agent: { id: `agt-${name}`, name },
  as: 'report-generation',
  place: `subscriptions[${index}]`,
  rule: { to: 'data-analysis', ...rule },
});

async function outcomeOf(
  listening: readonly Subscriber[],
  { turn = aTurn(), onReply = [] as { to: string }[] } = {},
): Promise<TurnOutcome & { asked: string[] }> {
  const asked: string[] = [];
  const directory = {
    subscribers: (_lease: unknown, capability: string) => {
      asked.push(capability);
      return Promise.resolve(listening);
    },
    route: () =>
      Promise.resolve({
        strategy: 'best_match' as const,
        agents: [{ id: 'agt-Reporter', name: 'Reporter', versionNumber: 1 }],
        reason: 'the only one',
        candidates: [],
      }),
  };
  const around = surround({ profile: aProfile({ onReply }), directory });
  const end = await new TurnRunner(around, limits).run(turn, signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  return { ...end.outcome, asked };
}

describe(publish, () => {
  it('tells each agent that listens, with the commit of the turn', async () => {
    const deadline = new Date('2025-09-10T16:00:00Z');
    const turn = aTurn({ hops: 3, deadline, timeLeft: 1_000_000 });
    const outcome = await outcomeOf([listener('Reporter'), listener('Archivist')], { turn });
    expect(outcome.asked).toEqual(['data-analysis']);
    expect(outcome.messages.map(({ agent }) => agent?.name)).toEqual([
      ...['Reporter', 'Archivist', undefined],
    ]);
    expect(outcome.messages[0]).toMatchObject({
      ...{ performative: 'request', sender: 'Analyst', capability: 'report-generation' },
      ...{ replyTo: 'api_client', conversationId: 'conv-1', hops: 4, causeId: 'msg-1' },
      ...{ replyBy: '2025-09-10T16:00:00.000Z', content: { text: 'It is 144.' } },
      metadata: { rule: 'subscriptions[0]', caused_by: 'msg-1' },
    });
    expect(outcome.messages[0]).not.toHaveProperty('route');
    expect(outcome.messages[2]?.metadata?.['published']).toEqual([
      { to: 'Reporter', message_id: outcome.messages[0]?.id },
      { to: 'Archivist', message_id: outcome.messages[1]?.id },
    ]);
  });

  it('tells an agent once, by the first of its subscriptions that applies', async () => {
    const outcome = await outcomeOf([
      listener('Reporter', { when: 'content.missing' }),
      listener('Reporter', { performative: 'inform' }, 1),
      listener('Reporter', {}, 2),
      listener('Archivist', { when: 'content.missing' }),
    ]);
    expect(
      outcome.messages.map(({ performative, metadata }) => [performative, metadata?.['rule']]),
    ).toEqual([
      ['inform', 'subscriptions[1]'],
      ['inform', undefined],
    ]);
    expect(outcome.messages[0]).not.toHaveProperty('replyTo');
  });

  it('does not ask an agent again that a rule has asked for the same', async () => {
    const onReply = [{ to: 'report-generation' }];
    const outcome = await outcomeOf([listener('Reporter')], { onReply });
    expect(outcome.messages).toHaveLength(2);
    expect(outcome.messages[1]?.metadata?.['published']).toEqual([
      { to: 'Reporter', skipped: 'ALREADY_SENT' },
    ]);
  });

  it('tells fifty of very many, and logs it', async () => {
    const many = Array.from({ length: 60 }, (_, n) => listener(`L${String(n)}`));
    const outcome = await outcomeOf(many);
    expect(outcome.messages).toHaveLength(51);
    const logged = outcome.events.find(({ type }) => type === 'delegation.failed');
    expect(logged?.data).toMatchObject({ error: { code: 'TOO_MANY_MESSAGES' } });
  });

  it('looks for nobody where nothing was asked under a capability', async () => {
    const turn = aTurn({ capability: undefined });
    const outcome = await outcomeOf([listener('Reporter')], { turn });
    expect(outcome.asked).toEqual([]);
    expect(outcome.messages).toHaveLength(1);
  });
});
