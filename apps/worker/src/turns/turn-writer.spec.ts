import { createSilentLogger } from '#platform';
import {
  LeaseLost,
  MailboxBroken,
  type Committed,
  type Parked,
  type Turn,
  type TurnOutcome,
} from '#messaging';
import { TurnWriter } from './turn-writer.js';

const turn = { id: 'turn-1', message: { id: 'msg-1' }, lease: { mailboxId: '1' } } as Turn;
const outcome = { status: 'completed' } as TurnOutcome;
const failure = { status: 'failed' } as TurnOutcome;
const committed: Committed = { rings: [], lastEvent: 4, completed: true, next: undefined };
const outage = new Error('Connection terminated unexpectedly');
const refusal = Object.assign(new Error('bad data'), { code: '22P05' });

/** A writer over a mailbox that answers in turn with what is given; errors are thrown. */
function open(...answers: (Committed | Parked | number | Error)[]) {
  const wrote: unknown[] = [];
  const waits: number[] = [];
  const answer = (what: unknown): Promise<never> => {
    wrote.push(what);
    const next = answers.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next as never);
  };
  const writer = new TurnWriter({
    mailbox: {
      commit: (_turn, wanted) => answer(wanted.status),
      postpone: (_turn, delayMs) => answer(delayMs),
      suspend: (_turn, { undecided }) => answer(`suspend ${undecided.join()}`),
      release: () => answer('release'),
    },
    runner: { giveUp: () => Promise.resolve(failure) },
    log: createSilentLogger(),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { writer, wrote, waits };
}

const terms = { more: true, signal: new AbortController().signal };

describe(TurnWriter.name, () => {
  it('writes through an outage, with growing pauses', async () => {
    const { writer, wrote, waits } = open(outage, outage, committed);
    expect(await writer.commit(turn, outcome, terms)).toBe(committed);
    expect(wrote).toEqual(['completed', 'completed', 'completed']);
    expect(waits).toEqual([100, 200]);
  });

  it('drops and counts what came too late', async () => {
    const { writer } = open(new LeaseLost('7'));
    expect(await writer.commit(turn, outcome, terms)).toBeUndefined();
    expect(writer.lostLeases).toBe(1);
  });

  it('gives the lease back when the try whose answer got lost had gone through', async () => {
    const { writer, wrote } = open(outage, new MailboxBroken('7', 'msg-1'), 0);
    expect(await writer.commit(turn, outcome, terms)).toBeUndefined();
    expect(wrote).toEqual(['completed', 'completed', 'release']);
  });

  it('ends a turn as failed when Postgres refuses what it gave, and tries that once', async () => {
    const { writer, wrote } = open(refusal, committed);
    expect(await writer.commit(turn, outcome, terms)).toBe(committed);
    expect(wrote).toEqual(['completed', 'failed']);
    const worse = open(refusal, refusal);
    expect(await worse.writer.commit(turn, outcome, terms)).toBeUndefined();
    expect(worse.wrote).toEqual(['completed', 'failed']);
  });

  it('leaves a turn to its lease when the lease can no longer be kept', async () => {
    const { writer, wrote } = open(outage);
    const lost = { more: true, signal: AbortSignal.abort() };
    expect(await writer.commit(turn, outcome, lost)).toBeUndefined();
    expect(wrote).toEqual(['completed']);
  });

  it('postpones and releases through an outage as well', async () => {
    const { writer, wrote } = open(outage, 9, outage, 0);
    const end = { kind: 'postpone' as const, delayMs: 50, error: {} };
    expect(await writer.postpone(turn, end, terms.signal)).toBe(9);
    await writer.release(turn);
    expect(wrote).toEqual([50, 50, 'release', 'release']);
  });

  it('parks a mailbox through an outage', async () => {
    const parked = { rings: [], lastEvent: 7 };
    const { writer, wrote } = open(outage, parked);
    const end = { kind: 'suspend' as const, suspension: { approvals: [], undecided: ['apr-1'] } };
    expect(await writer.suspend(turn, end, terms.signal)).toBe(parked);
    expect(wrote).toEqual(['suspend apr-1', 'suspend apr-1']);
  });

  it('ends as failed a turn whose wait Postgres refuses to write', async () => {
    const { writer, wrote } = open(refusal, committed);
    const end = { kind: 'suspend' as const, suspension: { approvals: [], undecided: [] } };
    expect(await writer.suspend(turn, end, terms.signal)).toBe(committed);
    expect(wrote).toEqual(['suspend ', 'failed']);
  });
});
