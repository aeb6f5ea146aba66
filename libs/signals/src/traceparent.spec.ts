import { readTraceparent, traceIdOf } from './traceparent.js';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const good = `00-${trace}-00f067aa0ba902b7-01`;

describe(readTraceparent, () => {
  it('reads what W3C Trace Context says, in whatever case it is written', () => {
    expect(readTraceparent(good)).toBe(good);
    expect(readTraceparent(` ${good.toUpperCase()} `)).toBe(good);
    expect(traceIdOf(good)).toBe(trace);
  });

  it('reads of a later version what it knows of it', () => {
    expect(readTraceparent(`cc-${good.slice(3)}-what-comes`)).toBe(good);
  });

  it.each([
    ['nothing', undefined],
    ['two headers', [good, good]],
    ['a trace of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['a span of zeros', `00-${trace}-${'0'.repeat(16)}-01`],
    ['version ff', `ff-${good.slice(3)}`],
    ['more parts than version 00 has', `${good}-more`],
    ['a shorter trace', '00-4bf92f35-00f067aa0ba902b7-01'],
    ['what would break a line of a log', `${good}\n`.replace('-01', '-01\nx')],
  ])('takes %s for no trace', (_what, given) => {
    expect(readTraceparent(given)).toBeUndefined();
  });
});
