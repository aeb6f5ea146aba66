import { localPrincipal, type Principal } from '#identity';
import { StreamSeats } from './stream-seats.js';

const reader = (id: string, workspace = 'acme'): Principal => ({
  ...localPrincipal,
  ...{ kind: 'user', id, workspace },
});
const take = (seats: StreamSeats, principal: Principal, count: number): (() => void)[] =>
  Array.from({ length: count }, () => seats.take(principal));

describe(StreamSeats, () => {
  it('gives one reader four fifths of the streams, and of the rest a tenth, and names whose limit it is', () => {
    const seats = new StreamSeats({ most: 500 });
    take(seats, reader('viewer'), 400);

    expect(() => seats.take(reader('viewer'))).toThrow('This user follows 50 conversations');
    const limited = { retry_after: expect.any(Number) as number, limit: 50, limited: 'user' };
    let refusal: unknown;
    try {
      seats.take(reader('viewer'));
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', status: 429, details: limited });
    expect(() => take(seats, reader('other', 'initech'), 50)).not.toThrow();
  });

  it('gives the last ones to workspaces that have less than half, so that others can read', () => {
    const seats = new StreamSeats({ most: 500 });
    for (let id = 0; id < 40; id += 1) take(seats, reader(String(id)), 10);

    expect(() => seats.take(reader('f'))).toThrow('This workspace follows 250 conversations');
    expect(() => take(seats, reader('other', 'initech'), 50)).not.toThrow();
    expect(() => seats.take(reader('other', 'initech'))).toThrow('This user follows 50');
  });

  it('gives the local developer every one, and nobody more than there are', () => {
    const seats = new StreamSeats({ most: 20 });
    take(seats, localPrincipal, 20);

    for (const principal of [localPrincipal, reader('viewer')])
      expect(() => seats.take(principal)).toThrow('Too many conversations');
  });

  it('gives whoever left room again, and lets everybody have one at least', () => {
    const seats = new StreamSeats({ most: 1 });
    for (let round = 0; round < 3; round += 1) seats.take(reader('viewer'))();
    const [leave] = take(seats, reader('viewer'), 1);
    leave?.();
    expect(() => seats.take(reader('colleague'))).not.toThrow();
  });
});
