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
  { turn = aTurn(), onReply = [] as { to: string }[], causes = [] as string[] } = {},
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
  const lineage = {
    agents: () => Promise.resolve(new Set(causes)),
    repeats: () => Promise.resolve(0),
  };
  const around = surround({ profile: aProfile({ onReply }), directory, lineage });
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

  it('does not tell an agent what its own turn led to', async () => {
    const turn = aTurn({ hops: 2 });
    const causes = ['agt-Reporter', 'agt-1'];
    const outcome = await outcomeOf([listener('Reporter'), listener('Archivist')], {
      ...{ turn, causes },
    });
    expect(outcome.messages.map(({ agent }) => agent?.name)).toEqual(['Archivist', undefined]);
    expect(outcome.messages[1]?.metadata?.['published']).toMatchObject([
      { to: 'Reporter', skipped: 'LED_TO_IT' },
      { to: 'Archivist' },
    ]);
  });

  it('tells fewer when the turn has sent so much already that it would be more than fifty', async () => {
    const onReply = [{ to: 'one' }, { to: 'two' }];
    const many = Array.from({ length: 50 }, (_, n) => listener(`L${String(n)}`));
    const outcome = await outcomeOf(many, { onReply });
    expect(outcome.messages).toHaveLength(51);
    const last = outcome.messages[50]?.metadata?.['published'] as object[];
    expect(last.slice(-3)).toMatchObject([
      { to: 'L47', message_id: outcome.messages[49]?.id },
      { to: 'L48', error: { code: 'TOO_MANY_MESSAGES' } },
      { to: 'L49', error: { code: 'TOO_MANY_MESSAGES' } },
    ]);
  });

  it('looks at fifty of very many, whether the others want to hear it or not, and logs it', async () => {
    const deaf = Array.from({ length: 10 }, (_, n) =>
      listener(`D${String(n)}`, { when: 'content.missing' }),
    );
    const many = Array.from({ length: 50 }, (_, n) => listener(`L${String(n)}`));
    const outcome = await outcomeOf([...deaf, ...many]);
    expect(outcome.messages).toHaveLength(41);
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
