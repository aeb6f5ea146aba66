import type { TurnOutcome } from '#messaging';
import { ModelError, type ModelReply } from '#llm';
import type { ToolCall, ToolGrant, ToolOutcome } from '#tools';
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
import { FilesInTurn } from './files-in-turn.js';
import { RememberedFiles } from './remembered-files.fixture.js';

const { signal } = new AbortController();
const csv = { name: 'q3.csv', mediaType: 'text/csv', bytes: Buffer.from('a,b\n1,2\n') };
const wants: ModelReply = aReply({
  text: '',
  toolCalls: [{ id: 'call-1', name: 'look_up', arguments: {} }],
});

type Tx = Parameters<NonNullable<TurnOutcome['alongside']>>[0];

/** A tool that makes two files and tells of them. */
async function make(_call: ToolCall, { files }: ToolGrant): Promise<ToolOutcome> {
  const first = await files?.keep(csv, signal);
  const second = await files?.keep({ ...csv, name: 'q4.csv' }, signal);
  return found({ made: [first ?? '', second ?? ''] });
}

async function attempt(
  journal: RememberingJournal,
  files: RememberedFiles,
  answers: (ModelReply | Error)[],
): Promise<TurnOutcome> {
  const model = new AnsweringModel(answers);
  const profile = aProfile({ tools: ['look_up'] });
  const around = surround({ profile, model, journal, files, tool: make });
  const end = await new TurnRunner(around, limits).run(aTurn(), signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  return end.outcome;
}

const commit = async (outcome: TurnOutcome): Promise<void> => {
  await outcome.alongside?.({} as Tx);
};

describe(FilesInTurn, () => {
  let journal: RememberingJournal;
  let files: RememberedFiles;
  beforeEach(() => {
    journal = new RememberingJournal();
    files = new RememberedFiles();
  });

  it('names in the reply and in the log what tools made, and keeps it with the commit only', async () => {
    const outcome = await attempt(journal, files, [wants, aReply()]);
    const named = [
      { name: 'q3.csv', media_type: 'text/csv', size_bytes: 8 },
      { name: 'q4.csv', media_type: 'text/csv', size_bytes: 8 },
    ];
    expect(outcome.messages[0]?.metadata).toMatchObject({ artifacts: named });
    const told = outcome.events.filter(({ type }) => type === 'artifact.created');
    expect(told.map(({ data }) => data)).toMatchObject(named);
    expect(files.kept).toEqual([]);
    await commit(outcome);
    expect(files.kept).toHaveLength(2);
  });

  it('is kept when the turn is suspended, so that people can look at it', async () => {
    const asks: ModelReply = aReply({
      toolCalls: [{ id: 'call-2', name: 'charge', arguments: { amount: 7 } }],
    });
    const policies = { charge: { needs_approval: true } };
    const profile = aProfile({ tools: ['look_up', 'charge'], toolPolicies: policies });
    const model = new AnsweringModel([wants, asks]);
    const around = surround({ profile, model, journal, files, tool: make });
    const end = await new TurnRunner(around, limits).run(aTurn(), signal);
    if (end.kind !== 'suspend') throw new Error(`The turn ended with ${end.kind}.`);
    await end.suspension.alongside?.({} as Tx);
    expect(files.kept).toHaveLength(2);
  });

  it('makes nothing for a second time when the turn runs again', async () => {
    const first = await attempt(journal, files, [wants, aReply()]);
    const second = await attempt(journal, files, []);
    expect(files.stored.size).toBe(2);
    expect(second.messages[0]?.metadata?.['artifacts']).toEqual(
      first.messages[0]?.metadata?.['artifacts'],
    );
    await commit(second);
    expect(new Set(files.kept).size).toBe(2);
  });

  it('makes nothing for a second time when a call is made again to read all of its result', async () => {
    const look = (id: string, args: object): ModelReply =>
      aReply({ text: '', toolCalls: [{ id, name: 'look_up', arguments: args }] });
    const calls: string[] = [];
    const tool = async ({ id, idempotencyKey }: ToolCall, grant: ToolGrant) => {
      calls.push(`${id} ${idempotencyKey}`);
      const file = id === 'call-1' ? await grant.files?.keep(csv, signal) : undefined;
      return found({ file: file ?? '', body: 'x'.repeat(100_000) });
    };
    const busy = new ModelError('MODEL_OVERLOADED', 'busy', { retryable: true });
    const answers = [look('call-1', {}), busy, look('call-2', { source: 'step:call-1' }), aReply()];
    const model = new AnsweringModel(answers);
    const profile = aProfile({ tools: ['look_up'] });
    const around = surround({ profile, model, journal, files, tool });
    const run = () => new TurnRunner(around, limits).run(aTurn(), signal);
    expect((await run()).kind).toBe('postpone');
    const end = await run();
    if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
    expect(calls).toEqual([
      'call-1 caxton-msg-1-2',
      'call-1 caxton-msg-1-2',
      'call-2 caxton-msg-1-4',
    ]);
    expect(end.outcome.messages[0]?.metadata?.['artifacts']).toHaveLength(1);
    await commit(end.outcome);
    expect(files.kept).toEqual(['art_msg-1_caxton-msg-1-2_0']);
  });

  it('tells the model when what an earlier attempt made is gone', async () => {
    await attempt(journal, files, [wants, aReply()]);
    files.lost.add('blob-1');
    const outcome = await attempt(journal, files, [aReply({ text: 'It is gone.' })]);
    const returned = outcome.events.find(({ type }) => type === 'tool.returned');
    expect(JSON.stringify(returned)).toContain('FILES_GONE');
    expect(outcome.status).toBe('completed');
  });

  it('lets a later tool of the turn read what an earlier one made', async () => {
    const inTurn = new FilesInTurn(aTurn(), files);
    const reference = await inTurn.deskFor('chart', { no: 1, key: 'k' }).keep(csv, signal);
    const { bytes, mediaType } = await inTurn.reader.read(reference, 100, signal);
    expect([Buffer.from(bytes).toString(), mediaType]).toEqual(['a,b\n1,2\n', 'text/csv']);
    await expect(inTurn.reader.read(reference, 5, signal)).rejects.toThrow('8 bytes');
    await expect(inTurn.reader.read('artifact:other', 5, signal)).rejects.toThrow(
      'no artifact:other',
    );
  });
});
