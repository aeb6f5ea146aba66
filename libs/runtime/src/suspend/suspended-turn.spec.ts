import type { ApprovalStanding, ApprovalWanted, Suspension } from '#messaging';
import { RememberingJournal } from '../journal/remembering-journal.fixture.js';
import type { TurnLimits } from '../limits.js';
import type { CodeAgent } from '../code/define-agent.js';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  found,
  limits,
  surround,
  type TestParts,
} from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';

const charge = { id: 'call-1', name: 'charge', arguments: { amount: 7 } };
const charging = aReply({ toolCalls: [charge] });
const profile = aProfile({
  tools: ['charge', 'look_up'],
  toolPolicies: { charge: { needs_approval: true, approval_timeout: '30s' } },
});

const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Turns on one message, one after another, with what people decided in between. */
function open(parts: TestParts, more: Partial<TurnLimits> = {}) {
  const book: ApprovalStanding[] = [];
  const around = surround({
    journal: new RememberingJournal(),
    approvals: { load: () => Promise.resolve([...book]) },
    ...parts,
  });
  const run = () =>
    new TurnRunner(around, { ...limits, ...more }).run(aTurn(), new AbortController().signal);
  const suspend = async (): Promise<Suspension> => {
    const end = await run();
    if (end.kind !== 'suspend') throw new Error(`It ended as ${JSON.stringify(end)}.`);
    return end.suspension;
  };
  const decide = (
    { kind, name, requestHash, arguments: asked }: ApprovalWanted,
    standing: Partial<ApprovalStanding>,
  ): void => {
    const none = { edited: undefined, decidedBy: undefined, reason: undefined };
    const id = `apr-${String(book.length + 1)}`;
    book.push({ id, kind, name, requestHash, asked, status: 'approved', ...none, ...standing });
  };
  return { around, run, suspend, decide };
}

async function wantOf(suspend: () => Promise<Suspension>): Promise<ApprovalWanted> {
  const { approvals } = await suspend();
  const [want] = approvals;
  if (want === undefined) throw new Error('Nothing was asked.');
  return want;
}

describe('a turn that needs people', () => {
  describe('of a model', () => {
    const model = (): AnsweringModel => new AnsweringModel([charging, aReply()]);

    it('waits before the call is announced or made', async () => {
      const { around, suspend } = open({ profile, model: model() });
      expect(await suspend()).toMatchObject({
        approvals: [{ kind: 'tool', name: 'charge', arguments: { amount: 7 }, timeoutMs: 30_000 }],
        undecided: [],
      });
      expect(around.calls).toEqual([]);
      expect(around.told.map(({ type }) => type)).not.toContain('tool.called');
    });

    it('goes on without asking the model again, and makes the call once it is allowed', async () => {
      const asked = model();
      const { around, suspend, decide, run } = open({ profile, model: asked });
      decide(await wantOf(suspend), { status: 'approved' });
      expect(await run()).toMatchObject({ kind: 'commit', outcome: { status: 'completed' } });
      expect(around.calls.map(({ call }) => call.arguments)).toEqual([{ amount: 7 }]);
      expect(asked.asked).toHaveLength(2);
    });

    it('goes on waiting for what nobody has decided, without asking for it anew', async () => {
      const { suspend, decide } = open({ profile, model: model() });
      decide(await wantOf(suspend), { status: 'pending', id: 'apr-7' });
      expect(await suspend()).toEqual({ approvals: [], undecided: ['apr-7'] });
    });

    it('makes the call as it was edited, and hands the model the plain result with what was used', async () => {
      const asked = model();
      const { around, suspend, decide, run } = open({ profile, model: asked });
      decide(await wantOf(suspend), { status: 'edited', edited: { amount: 5 } });
      await run();
      expect(around.calls.map(({ call }) => call.arguments)).toEqual([{ amount: 5 }]);
      expect(asked.asked.at(-1)?.messages.at(-1)).toMatchObject({
        role: 'tool',
        results: [
          {
            ...{ callId: 'call-1', name: 'charge', isError: false },
            ...{ output: { answer: 144 }, used: { amount: 5 } },
          },
        ],
      });
    });

    it('keeps with what an edited call was made and by whose approval, and tells it again when it is replayed', async () => {
      const journal = new RememberingJournal();
      const asked = new AnsweringModel([charging, new Error('away'), aReply()]);
      const { around, suspend, decide, run } = open({ profile, model: asked, journal });
      decide(await wantOf(suspend), { status: 'edited', edited: { amount: 5 } });
      await run();
      const used = { arguments: { amount: 5 }, approvalId: 'apr-1' };
      expect(journal.steps.get(2)).toMatchObject(used);
      expect(await run()).toMatchObject({ outcome: { status: 'completed' } });
      expect(around.calls).toHaveLength(1);
      expect(asked.asked.at(-1)).toEqual(asked.asked.at(-2));
      expect(around.told.findLast(({ type }) => type === 'tool.called')?.data).toMatchObject({
        ...{ arguments: { amount: 5 }, edited: true, approval_id: 'apr-1', replayed: true },
      });
    });

    it('makes no call that was denied, and shows the model why', async () => {
      const asked = model();
      const { around, suspend, decide, run } = open({ profile, model: asked });
      decide(await wantOf(suspend), { status: 'denied', reason: 'too much', decidedBy: 'ada' });
      expect(await run()).toMatchObject({ kind: 'commit', outcome: { status: 'completed' } });
      expect(around.calls).toEqual([]);
      expect(JSON.stringify(asked.asked.at(-1)?.messages.at(-1))).toMatch(/APPROVAL_DENIED.*too/);
    });

    it('edits the one call that a person edited, although the model gives calls the same id', async () => {
      const again = { ...charge, arguments: { amount: 8 } };
      const asked = new AnsweringModel([
        aReply({ toolCalls: [charge, again] }),
        aReply({ toolCalls: [{ ...again, arguments: { amount: 9 } }] }),
        aReply(),
      ]);
      const { around, suspend, decide, run } = open({ profile, model: asked });
      decide(await wantOf(suspend), { status: 'edited', edited: { amount: 5 } });
      decide(await wantOf(suspend), { status: 'denied' });
      decide(await wantOf(suspend), { status: 'approved' });
      await run();
      expect(around.calls.map(({ call }) => call.arguments)).toEqual([
        { amount: 5 },
        { amount: 9 },
      ]);
      expect(asked.asked.at(-1)?.messages.filter(({ role }) => role === 'tool')).toMatchObject([
        {
          results: [
            { output: { answer: 144 }, used: { amount: 5 } },
            { output: { code: 'APPROVAL_DENIED' }, isError: true },
          ],
        },
        { results: [{ output: { answer: 144 }, isError: false }] },
      ]);
      expect(JSON.stringify(asked.asked.at(-1)?.messages.at(-1))).not.toContain('used');
    });

    it('fails when its time to decide is over', async () => {
      const { suspend, decide, run } = open({ profile, model: model() });
      const failure = { code: 'APPROVAL_EXPIRED', reason: 'late', retryable: true, suggestion: '' };
      decide(await wantOf(suspend), { status: 'expired', failure });
      expect(await run()).toMatchObject({
        outcome: { status: 'failed', error: { code: 'APPROVAL_EXPIRED' } },
      });
    });

    it('asks once, also after something that was read and was too long to keep', async () => {
      const read = aReply({ toolCalls: [{ id: 'call-0', name: 'look_up', arguments: {} }] });
      const tool: TestParts['tool'] = ({ name }) =>
        Promise.resolve(found(name === 'look_up' ? 'x'.repeat(300_000) : 'paid'));
      const asked = new AnsweringModel([read, charging, charging, aReply()]);
      const { around, suspend, decide, run } = open(
        { profile, model: asked, tool },
        { contextTokens: 500_000 },
      );
      const first = await wantOf(suspend);
      decide(first, { status: 'approved' });
      const second = await wantOf(suspend);
      expect(second.requestHash).not.toBe(first.requestHash);
      decide(second, { status: 'approved' });
      expect(await run()).toMatchObject({ outcome: { status: 'completed' } });
      expect(around.calls.filter(({ call }) => call.name === 'charge')).toHaveLength(2);
      expect(around.calls.filter(({ call }) => call.name === 'look_up').length).toBeGreaterThan(1);
      expect(asked.asked).toHaveLength(4);
    });

    it('finds what was decided about a turn that a server before this one suspended', async () => {
      const { around, suspend, decide, run } = open({ profile, model: model() });
      const { requestHash, ...want } = await wantOf(suspend);
      const formerHash = requestHash.replace(/:1$/, '-2');
      decide({ ...want, requestHash: formerHash }, { status: 'approved' });
      expect(await run()).toMatchObject({ outcome: { status: 'completed' } });
      expect(around.calls).toHaveLength(1);
    });

    it('asks about each of two equal calls', async () => {
      const twice = aReply({ toolCalls: [charge, { ...charge, id: 'call-2' }] });
      const { around, suspend, decide, run } = open({
        profile,
        model: new AnsweringModel([twice, aReply()]),
      });
      decide(await wantOf(suspend), { status: 'approved' });
      const second = await wantOf(suspend);
      expect(around.calls).toHaveLength(1);
      decide(second, { status: 'denied' });
      await run();
      expect(around.calls).toHaveLength(1);
    });
  });

  describe('of code', () => {
    const codeOf = (handle: CodeAgent['handle']): TestParts => ({
      profile: aProfile({ kind: 'code' }),
      code: [{ name: 'Analyst', capabilities: ['data-analysis'], handle }],
    });

    it('ends what runs beside before it waits, and replays it when it goes on', async () => {
      let charged = 0;
      const { suspend, decide, run } = open(
        codeOf(async ({ step, approve }) => {
          const [, decision] = await Promise.all([
            step('charge', async () => {
              for (let moments = 0; moments < 20; moments += 1) await aMoment();
              return (charged += 1);
            }),
            approve('ship', { to: 'Ada' }, { why: 'it is paid' }),
          ]);
          return decision.details;
        }),
      );
      const want = await wantOf(suspend);
      expect(want).toMatchObject({ kind: 'code', name: 'ship', why: 'it is paid' });
      decide(want, { status: 'edited', edited: { to: 'Bob' } });
      expect(await run()).toMatchObject({
        outcome: { status: 'completed', messages: [{ content: { to: 'Bob' } }] },
      });
      expect(charged).toBe(1);
    });

    it('asks for several things together', async () => {
      const { suspend } = open(
        codeOf(async ({ approve }) => {
          await Promise.all([approve('a', {}), approve('b', {})]);
          return {};
        }),
      );
      expect((await suspend()).approvals.map(({ name }) => name)).toEqual(['a', 'b']);
    });

    it('makes no more steps once it is given up', async () => {
      let [isLate, late] = [false, false];
      const { suspend } = open(
        codeOf(async ({ step, approve, signal }) => {
          void approve('a', {});
          for (let moments = 0; moments < 20; moments += 1) await aMoment();
          isLate = true;
          signal.throwIfAborted();
          await step('late', () => (late = true));
          return {};
        }),
      );
      await suspend();
      while (!isLate) await aMoment();
      await aMoment();
      expect(late).toBe(false);
    });
  });
});
