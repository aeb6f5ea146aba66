import { Departures } from './departures.js';

const nobody = (): void => undefined;

describe(Departures, () => {
  it('lets a piece begin at once when none of its group is under way', () => {
    const departures = new Departures(4, nobody, 60_000);
    departures.begin('a');
    expect(departures.mayBegin('a')).toBe(false);
    expect(departures.mayBegin('b')).toBe(true);
  });

  it('lets the next of a group begin when the one before has ended', () => {
    const departures = new Departures(4, nobody, 60_000);
    const arrived = departures.begin('a');
    arrived();
    expect(departures.mayBegin('a')).toBe(true);
  });

  it('lets the next of a group begin beside one that is late', () => {
    const departures = new Departures(4, nobody, 0);
    departures.begin('a');
    expect(departures.mayBegin('a')).toBe(true);
  });

  it('says so when one has become late', async () => {
    await new Promise<void>((resolve) => {
      const departures = new Departures(4, resolve, 1);
      departures.begin('a');
      expect(departures.mayBegin('a')).toBe(false);
    });
  });

  it('lets no more begin than may be under way', () => {
    const departures = new Departures(1, nobody, 0);
    const arrived = departures.begin('a');
    expect([departures.hasRoom, departures.mayBegin('b')]).toEqual([false, false]);
    arrived();
    expect([departures.hasRoom, departures.mayBegin('b')]).toEqual([true, true]);
  });
});
