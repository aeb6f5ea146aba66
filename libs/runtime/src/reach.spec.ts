import { coversGrants, ProtocolError, type Grants } from '#protocol';
import type { Subscriber } from '#agents';
import type { NewMessage, TurnOutcome } from '#messaging';
import { defineAgent, type CodeAgent } from './code/define-agent.js';
import { Reach } from './reach.js';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  limits,
  surround,
  type TestParts,
} from './runtime.fixture.js';
import { TurnRunner } from './turn-runner.js';

const { signal } = new AbortController();
const bounded: Grants = { agents: ['Analyst', 'Rep*'], capabilities: ['data-*', 'report-*'] };
const neighbours = [
  { capability: 'report-generation', description: 'Generate reports' },
  { capability: 'finance', description: 'Books', isWithheld: true as const },
];
const toReporter = {
  route: () =>
    Promise.resolve({
      strategy: 'best_match' as const,
      agents: [{ id: 'agt-2', name: 'Reporter', versionNumber: 1 }],
      reason: 'the only one',
      candidates: [],
    }),
};
const refusing = {
  route: () =>
    Promise.reject(
      new ProtocolError('NOT_GRANTED', "Whoever asked for this is not granted 'finance'", {
        granted: ['report-generation'],
      }),
    ),
};
const sending = (name: string, args: object): AnsweringModel =>
  new AnsweringModel([
    aReply({ toolCalls: [{ id: 'c1', name, arguments: args }] }),
    aReply({ text: 'Done.' }),
  ]);
const work = { capability: 'report-generation', content: { rows: 1 } };

async function outcomeOf(
  parts: TestParts,
  grants: Grants | undefined = bounded,
): Promise<TurnOutcome> {
  const around = surround({ neighbours, directory: toReporter, ...parts });
  const end = await new TurnRunner(around, limits).run(aTurn({ grants }), signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  return end.outcome;
}

const mailOf = ({ messages }: TurnOutcome): NewMessage[] =>
  messages.filter(({ event }) => event === 'message.sent');

describe(Reach.name, () => {
  it('goes along with what a model sends', async () => {
    const [sent] = mailOf(await outcomeOf({ model: sending('send_message', work) }));
    expect(sent?.grants).toEqual(bounded);
  });

  it('leaves no mark where whoever asked may reach everything', async () => {
    const around = surround({
      neighbours,
      directory: toReporter,
      model: sending('send_message', work),
    });
    const end = await new TurnRunner(around, limits).run(aTurn(), signal);
    const [sent] = end.kind === 'commit' ? mailOf(end.outcome) : [];
    expect(sent).toMatchObject({ capability: 'report-generation' });
    expect(sent).not.toHaveProperty('grants');
  });

  it('is asked on behalf of whoever sent the message', async () => {
    const asked: unknown[] = [];
    const directory = {
      route: (caller: unknown) => {
        asked.push(caller);
        return toReporter.route();
      },
    };
    await outcomeOf({ directory, model: sending('send_message', work) });
    expect(asked).toEqual([{ workspace: 'default', principal: 'Analyst', grants: bounded }]);
  });

  it('ends no further than what the agent itself is granted', async () => {
    const profile = aProfile({ grants: { capabilities: ['report-generation', 'finance'] } });
    const [sent] = mailOf(await outcomeOf({ profile, model: sending('send_message', work) }));
    expect(sent?.grants).toEqual({ ...bounded, capabilities: ['report-generation'] });
  });

  it.each(['send_message', 'ask_capability'])('is told to a model that calls %s', async (tool) => {
    const args =
      tool === 'send_message'
        ? { capability: 'finance', content: {} }
        : { capabilities: ['report-generation', 'finance'], content: {} };
    const model = sending(tool, args);
    const outcome = await outcomeOf({ directory: refusing, model });
    expect(mailOf(outcome)).toEqual([]);
    expect(outcome.status).toBe('completed');
    expect(model.asked[1]?.messages.at(-1)).toMatchObject({
      results: [{ isError: true, output: { code: 'NOT_GRANTED', granted: ['report-generation'] } }],
    });
  });

  it('is told to a model before it tries', async () => {
    const model = new AnsweringModel([aReply()]);
    await outcomeOf({ model });
    const [{ system, provenance } = { system: '', provenance: undefined }] = model.asked;
    expect(system).toContain('- report-generation: Generate reports');
    expect(system).toContain('Whoever asked may not reach finance');
    expect(provenance?.neighbours).toEqual([neighbours[0]]);
  });

  it('holds for what the rules of an agent send, and the answer goes out all the same', async () => {
    const profile = aProfile({ onReply: [{ to: 'finance' }] });
    const outcome = await outcomeOf({ profile, directory: refusing });
    expect(outcome.messages).toMatchObject([
      {
        event: 'message.replied',
        metadata: { delegated: [{ to: 'finance', error: { code: 'NOT_GRANTED' } }] },
      },
    ]);
  });

  it('leaves out agents that listen beyond it, and says so', async () => {
    const listener = (name: string, as: string): Subscriber => ({
      ...{ agent: { id: `agt-${name}`, name }, as, place: 'subscriptions[0]' },
      rule: { to: 'data-analysis' },
    });
    const listening = [
      listener('Reporter', 'report-generation'),
      listener('Reporting', 'finance'),
      listener('Spy', 'report-generation'),
    ];
    const directory = { ...toReporter, subscribers: () => Promise.resolve(listening) };
    const outcome = await outcomeOf({ directory });
    const [sent, ...others] = mailOf(outcome);
    expect([sent?.agent?.name, sent?.grants, others]).toEqual(['Reporter', bounded, []]);
    expect(outcome.messages.at(-1)?.metadata?.['published']).toMatchObject([
      { to: 'Reporter', message_id: sent?.id },
      { to: 'Reporting', skipped: 'NOT_GRANTED' },
      { to: 'Spy', skipped: 'NOT_GRANTED' },
    ]);
  });

  it('lets nothing out to an agent beyond it, whoever chose that', async () => {
    const model = sending('send_message', work);
    const outcome = await outcomeOf({ model }, { agents: ['Other'] });
    expect(mailOf(outcome)).toEqual([]);
    expect(JSON.stringify(model.asked[1]?.messages.at(-1))).toContain('NOT_GRANTED');
  });

  describe('of a code agent', () => {
    const handler = (handle: CodeAgent['handle']): TestParts => ({
      profile: aProfile({ kind: 'code' }),
      code: [defineAgent({ name: 'Analyst', capabilities: ['data-analysis'], handle })],
    });

    it('goes along with what it sends', async () => {
      const parts = handler(async (turn) => {
        const { routed_to: sentTo } = await turn.send('report-generation', {});
        return { sentTo: [...sentTo] };
      });
      expect(mailOf(await outcomeOf(parts))[0]?.grants).toEqual(bounded);
    });

    it('fails its turn with what to do, for good', async () => {
      const parts = handler(async (turn) => ({ ...(await turn.send('finance', {})) }));
      const outcome = await outcomeOf({ ...parts, directory: refusing });
      expect(outcome).toMatchObject({
        status: 'failed',
        error: { code: 'NOT_GRANTED', retryable: false },
      });
    });

    it('can be seen by it, which may then do without', async () => {
      const parts = handler(async (turn) => {
        const refusal = turn.ask('finance', {}).then(() => 'none');
        return { code: await refusal.catch((error: unknown) => (error as { code: string }).code) };
      });
      const outcome = await outcomeOf({ ...parts, directory: refusing });
      expect(outcome.messages).toMatchObject([{ content: { code: 'NOT_GRANTED' } }]);
    });
  });

  it('never gets wider, over however many agents', () => {
    const agents: (Grants | undefined)[] = [
      ...[undefined, { capabilities: ['report-*', 'finance'] }, { agents: ['R*'] }, {}, undefined],
    ];
    let message: { grants?: Grants | undefined } = { grants: bounded };
    for (const own of agents) {
      const reach = new Reach(message);
      reach.narrow(own);
      expect(coversGrants(message.grants ?? {}, reach.grants ?? {})).toBe(true);
      message = { grants: reach.grants };
    }
    expect(message.grants).toEqual({ agents: ['Rep*'], capabilities: ['report-*'] });
  });
});
