import type { ToolPolicy } from '#protocol';
import { AnsweringModel, aProfile, aReply, aTurn, limits, surround } from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';
import { refuseMessage } from './message-policy.js';

const { signal } = new AbortController();
const reporter = {
  route: () =>
    Promise.resolve({
      ...{ strategy: 'best_match' as const, reason: 'the only one', candidates: [] },
      agents: [{ id: 'agt-2', name: 'Reporter', versionNumber: 1 }],
    }),
};
const content = { request: 'Report.' };
const sending = (id: string) => ({
  ...{ id, name: 'send_message' },
  arguments: { capability: 'report-generation', content: { ...content, id } },
});
const asking = {
  ...{ id: 'ask', name: 'ask_capability' },
  arguments: { capabilities: ['report-generation'], content },
};

/** A turn whose model makes these calls in one answer, and what came of it. */
async function run(
  toolPolicies: Readonly<Record<string, ToolPolicy>>,
  toolCalls: readonly { id: string; name: string; arguments: object }[],
  metadata?: { tainted: true },
) {
  const model = new AnsweringModel([aReply({ text: '', toolCalls: toolCalls }), aReply()]);
  const around = surround({
    ...{ model, directory: reporter, profile: aProfile({ toolPolicies }) },
    neighbours: [{ capability: 'report-generation', description: 'Reports' }],
  });
  const end = await new TurnRunner(around, limits).run(aTurn({ metadata }), signal);
  const told = JSON.stringify(model.asked.at(-1)?.messages.at(-1));
  const sent = end.kind === 'commit' ? end.outcome.messages.length - 1 : 0;
  const approvals = end.kind === 'suspend' ? end.suspension.approvals.map(({ name }) => name) : [];
  const questions = end.kind === 'suspend' ? (end.suspension.questions?.length ?? 0) : 0;
  return { told, sent, approvals, questions };
}

describe(refuseMessage, () => {
  it('lets nobody around the policy of messages by asking instead of sending', async () => {
    const policies = { send_message: { needs_approval: true } };
    expect(await run(policies, [asking])).toMatchObject({
      approvals: ['ask_capability'],
      questions: 0,
    });
  });

  it('leaves asking what is set for it alone', async () => {
    const policies = {
      send_message: { needs_approval: true },
      ask_capability: { needs_approval: false },
    };
    expect(await run(policies, [asking])).toMatchObject({ approvals: [], questions: 1 });
  });

  it('counts what is sent and what is asked together', async () => {
    const policies = { send_message: { max_calls_per_turn: 2 } };
    const calls = [sending('a'), sending('b'), asking];
    const { sent, questions, told } = await run(policies, calls);
    expect([sent, questions]).toEqual([2, 0]);
    expect(told).toMatch(/TOOL_CALLS_EXHAUSTED/);
  });

  it.each([
    ['deny', { sent: 0, approvals: [] }],
    ['approve', { sent: 0, approvals: ['send_message'] }],
    ['allow', { sent: 1, approvals: [] }],
    [undefined, { sent: 1, approvals: [] }],
  ] as const)(
    'of a turn that has read from outside, with on_taint %s',
    async (onTaint, outcome) => {
      const policies = { send_message: onTaint === undefined ? {} : { on_taint: onTaint } };
      expect(await run(policies, [sending('a')], { tainted: true })).toMatchObject(outcome);
    },
  );

  it('does not look at taint where there is none', async () => {
    expect(await run({ send_message: { on_taint: 'deny' } }, [sending('a')])).toMatchObject({
      sent: 1,
    });
  });
});
