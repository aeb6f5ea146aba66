import { requestIdOf } from './request-id.js';

const of = (id: string | undefined): string =>
  requestIdOf({ headers: id === undefined ? {} : { 'x-request-id': id } });

describe(requestIdOf, () => {
  it('gives a request without an id a new one', () => {
    expect(of(undefined)).toMatch(/^req-[0-9a-f-]{36}$/);
    expect(of(undefined)).not.toBe(of(undefined));
  });

  it('keeps a sane id of the sender', () => {
    expect(of('trace-1:a.b/c_d=+')).toBe('trace-1:a.b/c_d=+');
    expect(of('x'.repeat(128))).toBe('x'.repeat(128));
  });

  it.each(['', ' ', 'a b', 'a\u001b[31m', 'ü', '{"a":1}', 'x'.repeat(129)])(
    'replaces %j, which does not belong into a log',
    (id) => {
      expect(of(id)).toMatch(/^req-/);
    },
  );
});
