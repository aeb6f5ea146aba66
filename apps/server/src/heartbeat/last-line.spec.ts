import { composeLastLine } from './last-line.js';

describe(composeLastLine, () => {
  it('is a line of the log: JSON with the process that ends, or text for people', () => {
    const now = new Date('2026-01-02T03:04:05.678Z');
    expect(JSON.parse(composeLastLine(false, 7, now))).toEqual({
      level: 'fatal',
      time: '2026-01-02T03:04:05.678Z',
      pid: 7,
      message: expect.stringContaining('event loop is blocked') as string,
    });
    expect(composeLastLine(true, 7, now)).toMatch(/^03:04:05 fatal The event loop is blocked/);
  });
});
