import { Taint } from './taint.js';

const untouched = (): Taint => new Taint({ metadata: {} });

describe(Taint, () => {
  it('names the memories that tainted the turn, once each, and no others', () => {
    const taint = untouched();
    taint.readMemories([{ entity: 'acme', tainted: true }, { entity: 'bolt' }]);
    taint.readMemories([{ entity: 'acme', tainted: true }]);
    expect(taint).toMatchObject({ isTainted: true, recalled: ['acme'] });
    expect(taint.mark({})).toEqual({ tainted: true });
  });

  it('names none of them once something else has tainted it as well: clearing them would not help', () => {
    const taint = untouched();
    taint.readMemories([{ entity: 'acme', tainted: true }]);
    taint.read(true);
    expect(taint).toMatchObject({ isTainted: true, recalled: [] });
  });

  it('is none after memories that are nobody else’s word', () => {
    const taint = untouched();
    taint.readMemories([{ entity: 'bolt' }]);
    expect(taint).toMatchObject({ isTainted: false, recalled: [] });
    expect(taint.mark({})).toEqual({});
  });
});
