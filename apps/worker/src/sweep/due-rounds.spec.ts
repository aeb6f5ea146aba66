import type { DueMail } from '#messaging';
import { ManualClock } from '../manual-clock.fixture.js';
import { DueRounds } from './due-rounds.js';

const mail = (count: number, facts: Partial<DueMail> = {}): DueMail[] =>
  Array.from({ length: count }, (_value, index) => ({
    mailboxId: String(index),
    capability: 'echo',
    ...facts,
  }));

/** Rounds over mail that lies ready, with a queue that is there or not. */
function open({ slots = 4, isHeard = true }: { slots?: number; isHeard?: boolean } = {}) {
  const clock = new ManualClock();
  const state = { mail: [] as DueMail[], slots, isHeard, asked: [] as number[], ran: 0, rung: 0 };
  const rounds = new DueRounds({
    sweep: {
      due: (_selection, limit) => {
        state.asked.push(limit ?? 0);
        return Promise.resolve(state.mail.splice(0, limit));
      },
    },
    doorbell: {
      get isHeard() {
        return state.isHeard;
      },
      tryRing: (due) => {
        state.rung += due.length;
        return Promise.resolve(state.isHeard);
      },
    },
    drain: {
      get room() {
        return state.slots;
      },
      runIfFree: () => {
        if (state.slots === 0) return false;
        state.slots -= 1;
        state.ran += 1;
        return true;
      },
    },
    remit: { selection: {} },
    clock,
  });
  return { rounds, state, clock };
}

describe(DueRounds.name, () => {
  it('keep the usual pace while bells ring and everybody is busy, however much waits', async () => {
    const { rounds, state } = open({ slots: 0 });
    state.mail = mail(400);
    await rounds.round();
    expect(state.asked).toEqual([200]);
    expect(rounds.againInMs).toBeUndefined();
  });

  it('work off what there is room for although bells ring: the next one may be lost as well', async () => {
    const { rounds, state } = open();
    state.mail = mail(9);
    await rounds.round();
    expect(state).toMatchObject({ ran: 4, rung: 9 });
    expect(rounds.againInMs).toBe(100);
  });

  it('take as much as there is room for while bells are silent, and come again at once', async () => {
    const { rounds, state } = open({ isHeard: false });
    state.mail = mail(9);
    await rounds.round();
    expect(state).toMatchObject({ asked: [4], ran: 4 });
    expect(rounds.againInMs).toBe(10);
    await rounds.round();
    expect(state.asked).toEqual([4]);
    state.slots = 8;
    await rounds.round();
    expect(state).toMatchObject({ ran: 9 });
    expect(rounds.againInMs).toBe(100);
  });

  it('come again soon when another process could not ring, although this one can', async () => {
    const { rounds, state } = open();
    state.mail = mail(3, { unrung: true });
    await rounds.round();
    expect(state).toMatchObject({ ran: 3, rung: 3 });
    expect(rounds.againInMs).toBe(100);
  });

  it('keep the usual pace for mail whose time has come: no bell of it was lost', async () => {
    const { rounds, state } = open();
    state.mail = mail(3, { hasComeDue: true });
    await rounds.round();
    expect(state).toMatchObject({ ran: 3, rung: 3 });
    expect(rounds.againInMs).toBeUndefined();
    state.mail = [...mail(1, { hasComeDue: true }), ...mail(1)];
    await rounds.round();
    expect(rounds.againInMs).toBe(100);
  });

  it('go back to the usual pace five seconds after the last mail without a bell', async () => {
    const { rounds, state, clock } = open({ isHeard: false });
    state.mail = mail(1);
    await rounds.round();
    clock.advance(4_999);
    expect(rounds.againInMs).toBe(100);
    clock.advance(1);
    expect(rounds.againInMs).toBeUndefined();
  });
});
