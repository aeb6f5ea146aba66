import { BellAnswering } from './bell-answering.js';
import type { Ring } from './bell.js';

/** So long ago that bells are known to arrive faster than they are answered. Milliseconds. */
const late = 5_000;

class Answered {
  readonly begun: string[] = [];
  readonly handedBack: Ring[] = [];
  private readonly ends: (() => void)[] = [];

  readonly answering: BellAnswering;

  constructor(places: number) {
    this.answering = new BellAnswering({
      places,
      handle: (mailboxId) => {
        this.begun.push(mailboxId);
        return new Promise((resolve) => this.ends.push(resolve));
      },
      handBack: (rings) => this.handedBack.push(...rings),
    });
  }

  /** Ends what runs for longest. */
  end(): void {
    this.ends.shift()?.();
  }
}

const ringsOf = (lane: string, count: number): Ring[] =>
  Array.from({ length: count }, (_, n) => ({ lane, mailboxId: `${lane}-${String(n)}` }));

describe(BellAnswering.name, () => {
  it('begins what arrives while places are free', async () => {
    const { answering, begun, handedBack } = new Answered(3);
    await answering.sort([...ringsOf('cap.a', 1), ...ringsOf('cap.b', 1)], 0);
    expect(begun).toEqual(['cap.a-0', 'cap.b-0']);
    expect(handedBack).toEqual([]);
  });

  it('lets what finds no place in a moment wait in the lane of its capability', async () => {
    const { answering, begun, handedBack } = new Answered(1);
    await answering.sort([...ringsOf('cap.a', 2), ...ringsOf('cap.b', 1)], 0);
    expect(begun).toEqual(['cap.a-0']);
    expect(handedBack.map(({ lane }) => lane)).toEqual(['cap.a', 'cap.b']);
  });

  it('keeps nobody waiting behind what arrived long ago', async () => {
    const { answering, begun, handedBack } = new Answered(1);
    await answering.sort(ringsOf('cap.a', 3), late);
    expect(begun).toEqual(['cap.a-0']);
    expect(handedBack).toEqual(ringsOf('cap.a', 3).slice(1));
  });

  it('lets nobody pass by a bell of the same lane that waits for a place', async () => {
    const answered = new Answered(1);
    const { answering, begun, handedBack } = answered;
    await answering.begin('cap.a', ['first']);
    const waiting = answering.begin('cap.a', ['second']);
    const sorted = answering.sort(
      [
        { lane: 'cap.a', mailboxId: 'third' },
        { lane: 'cap.b', mailboxId: 'other' },
      ],
      0,
    );
    answered.end();
    await waiting;
    answered.end();
    await sorted;
    expect(begun).toEqual(['first', 'second', 'other']);
    expect(handedBack).toEqual([{ lane: 'cap.a', mailboxId: 'third' }]);
  });

  it('tells in their lanes of all that arrive after it closed', async () => {
    const { answering, begun, handedBack } = new Answered(1);
    answering.close();
    await answering.sort(ringsOf('cap.a', 2), 0);
    expect([begun, handedBack]).toEqual([[], ringsOf('cap.a', 2)]);
  });
});
