import { ProtocolError, type DelegationRule } from '#protocol';
import type { TurnOutcome } from '#messaging';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  limits,
  surround,
  type TestParts,
} from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';
import { delegate } from './delegate.js';

const { signal } = new AbortController();
const toReporter = {
  route: () =>
    Promise.resolve({
      strategy: 'best_match' as const,
      agents: [{ id: 'agt-2', name: 'Reporter', versionNumber: 1 }],
      reason: 'the only one',
      candidates: [],
    }),
};

async function outcomeOf(
  onReply: readonly DelegationRule[],
  parts: TestParts = {},
  turn = aTurn(),
): Promise<TurnOutcome> {
  const around = surround({ profile: aProfile({ onReply }), directory: toReporter, ...parts });
  const end = await new TurnRunner(around, limits).run(turn, signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  return end.outcome;
}

describe(delegate, () => {
  it('sends what the rules say with the commit of the turn, and the answer as ever', async () => {
    const deadline = new Date('2025-09-10T16:00:00Z');
    const turn = aTurn({ hops: 2, deadline, timeLeft: 1_000_000 });
    const outcome = await outcomeOf([{ to: 'report-generation' }], {}, turn);
    const [sent, reply] = outcome.messages;
    expect(sent).toMatchObject({
      ...{ capability: 'report-generation', performative: 'request', sender: 'Analyst' },
      ...{ agent: { name: 'Reporter' }, replyTo: 'api_client', conversationId: 'conv-1' },
      ...{ hops: 3, causeId: 'msg-1', replyBy: '2025-09-10T16:00:00.000Z', event: 'message.sent' },
      content: { text: 'It is 144.' },
      metadata: { caused_by: 'msg-1', rule: 'on_reply[0]' },
    });
    expect(reply).toMatchObject({ receiver: 'api_client', content: { text: 'It is 144.' } });
    expect(reply?.metadata?.['delegated']).toEqual([
      {
        rule: 'on_reply[0]',
        to: 'report-generation',
        messages: [{ message_id: sent?.id, routed_to: 'Reporter' }],
      },
    ]);
  });

  it('sends also when nobody waits for the answer', async () => {
    const turn = aTurn({ performative: 'inform' });
    const outcome = await outcomeOf([{ to: 'report-generation' }], {}, turn);
    expect(outcome.messages.map(({ capability }) => capability)).toEqual(['report-generation']);
  });

  it('does not ask a second time for what the agent has asked for itself', async () => {
    const args = { capability: 'report-generation', content: { request: 'Report.' } };
    const calls = [{ id: 'call-1', name: 'send_message', arguments: args }];
    const model = new AnsweringModel([aReply({ text: '', toolCalls: calls }), aReply()]);
    const outcome = await outcomeOf([{ to: 'report-generation' }], {
      model,
      profile: aProfile({ tools: ['send_message'], onReply: [{ to: 'report-generation' }] }),
      neighbours: [{ capability: 'report-generation', description: 'Generate reports' }],
    });
    expect(outcome.messages).toHaveLength(2);
    expect(outcome.messages[1]?.metadata?.['delegated']).toEqual([
      { rule: 'on_reply[0]', to: 'report-generation', skipped: 'ALREADY_SENT' },
    ]);
  });

  it('answers also when nobody provides what a rule asks for, and says so', async () => {
    const route = (): Promise<never> =>
      Promise.reject(new ProtocolError('INVALID_CAPABILITY', 'Nobody provides it.'));
    const outcome = await outcomeOf([{ to: 'report-generation' }], { directory: { route } });
    expect(outcome.messages).toHaveLength(1);
    const failed = {
      rule: 'on_reply[0]',
      to: 'report-generation',
      error: { code: 'INVALID_CAPABILITY', message: 'Nobody provides it.' },
    };
    expect(outcome.messages[0]?.metadata?.['delegated']).toEqual([failed]);
    const logged = outcome.events.find(({ type }) => type === 'delegation.failed');
    expect(logged?.data).toMatchObject(failed);
  });

  it('sends nothing of a turn that fails', async () => {
    const model = new AnsweringModel([new Error('No.')]);
    const around = surround({ profile: aProfile({ onReply: [{ to: 'x' }] }), model });
    const end = await new TurnRunner(around, limits).run(aTurn({}, { attempt: 9 }), signal);
    const messages = end.kind === 'commit' ? end.outcome.messages : [];
    expect(messages.map(({ capability }) => capability)).not.toContain('x');
  });
});
