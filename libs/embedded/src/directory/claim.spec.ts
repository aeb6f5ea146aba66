import {
  claimName,
  deadAfter,
  decide,
  judgeClaim,
  readClaim,
  type Claim,
  type Rival,
  type Sight,
} from './claim.js';

const who = { pid: 42, birth: '9107.ab12cd34', place: 'feedbeef' };
const name = claimName(1_700_000_000_000, 1, who);
const claim: Claim = { name, ...who };

const sight = (more: Partial<Sight>): Sight => ({
  place: claim.place,
  birthHere: undefined,
  silence: 0,
  hasMoved: false,
  ...more,
});

describe(readClaim, () => {
  it('reads back what the name says', () => {
    expect(readClaim(name)).toEqual(claim);
  });

  it.each(['', 'claim', 'postgres', '.DS_Store', 'claim-1-2-3-4'])('passes over %p', (other) => {
    expect(readClaim(other)).toBeUndefined();
  });
});

describe(claimName, () => {
  it('sorts by time', () => {
    const times: [number, number][] = [
      [2, 0],
      [10, 2],
      [10, 1],
      [1, 0],
    ];
    const names = times.map(([now, count]) => claimName(now, count, who));

    expect([...names].sort()).toEqual([names[3], names[0], names[2], names[1]]);
  });
});

describe(judgeClaim, () => {
  it('finds a process of this place alive by its number and birth', () => {
    expect(judgeClaim(claim, sight({ birthHere: claim.birth }))).toBe('alive');
  });

  it('finds a process of this place dead when its number is free', () => {
    expect(judgeClaim(claim, sight({}))).toBe('dead');
  });

  it('finds it dead when its number belongs to a later process', () => {
    expect(judgeClaim(claim, sight({ birthHere: '9999.ab12cd34' }))).toBe('dead');
  });

  it('does not trust numbers of another place', () => {
    expect(judgeClaim(claim, sight({ place: 'other', birthHere: claim.birth }))).toBe('unknown');
  });

  it('finds a claim of another place alive once it is touched', () => {
    expect(judgeClaim(claim, sight({ place: 'other', hasMoved: true }))).toBe('alive');
  });

  it('finds a claim of another place dead when it was not touched for long', () => {
    expect(judgeClaim(claim, sight({ place: 'other', silence: deadAfter + 1 }))).toBe('dead');
  });
});

describe(decide, () => {
  const rival = (more: Partial<Rival>, now: number): Rival => ({
    claim: { name: claimName(now, 0, who), ...who },
    verdict: 'alive',
    ...more,
  });
  const own = claimName(5, 0, who);

  it('gives the directory to who is alone', () => {
    expect(decide(own, [], 0)).toBe('alone');
  });

  it('lets the later of two withdraw, and the earlier wait for it', () => {
    const earlier = rival({}, 4);

    expect(decide(own, [earlier], 0)).toBe(earlier);
    expect(decide(own, [rival({}, 6)], 0)).toBe('wait');
  });

  it('withdraws at last for one that came later and stays', () => {
    const later = rival({}, 6);

    expect(decide(own, [later], 3_001)).toBe(later);
  });

  it('waits for a claim of another place to be touched or to die', () => {
    const unknown = rival({ verdict: 'unknown' }, 4);

    expect(decide(own, [unknown], 10_000)).toBe('wait');
    expect(decide(own, [unknown], 13_001)).toBe(unknown);
  });
});
