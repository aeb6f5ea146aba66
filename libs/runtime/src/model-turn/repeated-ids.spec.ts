import type { JsonValue } from '#protocol';
import type { ToolGrant } from '#tools';
import { RememberingJournal } from '../journal/remembering-journal.fixture.js';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  found,
  limits,
  surround,
} from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';

const call = (what: string, name = 'look_up') => ({ id: 'call-0', name, arguments: { what } });

/** A model that numbers its calls anew in each answer, and gives two of one answer the same number. */
function open(...answers: ConstructorParameters<typeof AnsweringModel>[0]) {
  const read: (JsonValue | undefined)[] = [];
  const tool = ({ arguments: args }: { arguments: unknown }, grant: ToolGrant) => {
    const { what } = args as { what: string };
    if (what.startsWith('step:')) read.push(grant.priorResult(what.slice('step:'.length)));
    return what === 'broken'
      ? Promise.resolve({ ok: false, error: fault, durationMs: 1 } as const)
      : Promise.resolve(found({ found: what }));
  };
  const around = surround({
    model: new AnsweringModel(answers),
    journal: new RememberingJournal(),
    profile: aProfile({ tools: ['look_up', 'charge'] }),
    tool,
  });
  const run = () => new TurnRunner(around, limits).run(aTurn(), new AbortController().signal);
  const returned = (): unknown[] =>
    around.told.flatMap(({ type, data }) =>
      type === 'tool.returned' ? [(data as { result: unknown }).result] : [],
    );
  return { run, returned, read };
}

const fault = { code: 'TOOL_FAILED', message: 'broken' } as const;

describe('calls to which a model gives the same id', () => {
  it('are each told with their own result, across rounds and within one answer', async () => {
    const { run, returned } = open(
      aReply({ toolCalls: [call('a'), call('b')] }),
      aReply({ toolCalls: [call('broken')] }),
      aReply({ toolCalls: [call('c', 'charge')] }),
      aReply(),
    );
    await run();
    expect(returned()).toEqual([{ found: 'a' }, { found: 'b' }, fault, { found: 'c' }]);
  });

  it('are each told with their own result when they are replayed', async () => {
    const { run, returned } = open(
      aReply({ toolCalls: [call('a')] }),
      aReply({ toolCalls: [call('b')] }),
      new Error('away'),
      aReply(),
    );
    await run();
    await run();
    const once = [{ found: 'a' }, { found: 'b' }];
    expect(returned()).toEqual([...once, ...once]);
  });

  it('lend the id to the call that came last', async () => {
    const { run, read } = open(
      aReply({ toolCalls: [call('a'), call('b')] }),
      aReply({ toolCalls: [call('step:call-0')] }),
      aReply({ toolCalls: [call('broken')] }),
      aReply({ toolCalls: [{ ...call('step:call-0'), id: 'call-1' }] }),
    );
    await run();
    expect(read).toEqual([{ found: 'b' }, undefined]);
  });
});
