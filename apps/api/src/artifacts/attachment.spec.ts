import fc from 'fast-check';
import { attachment } from './attachment.js';

describe(attachment, () => {
  it.each([
    // RFC 6266 §5.
    ['example.html', 'attachment; filename="example.html"'],
    ['an example.html', 'attachment; filename="an example.html"'],
    ['€ rates', `attachment; filename="_ rates"; filename*=UTF-8''%E2%82%AC%20rates`],
    // RFC 8187 §3.2.3.
    [
      '£ and € rates',
      `attachment; filename="_ and _ rates"; filename*=UTF-8''%C2%A3%20and%20%E2%82%AC%20rates`,
    ],
    ['umsätze.csv', `attachment; filename="ums_tze.csv"; filename*=UTF-8''ums%C3%A4tze.csv`],
    [String.raw`a"b\c`, String.raw`attachment; filename="a\"b\\c"`],
    ['50%41.txt', `attachment; filename="50%41.txt"; filename*=UTF-8''50%2541.txt`],
    [
      "it's (ä*).txt",
      `attachment; filename="it's (_*).txt"; filename*=UTF-8''it%27s%20%28%C3%A4%2A%29.txt`,
    ],
    ['😀.png', `attachment; filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png`],
  ])('names %s', (name, header) => {
    expect(attachment(name)).toBe(header);
  });

  it('is one header of printable ASCII whatever the name is, and tells it whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const header = attachment(name);
        expect(header).toMatch(/^[ -~]+$/);
        const [, quoted = '', encoded] =
          /^attachment; filename="((?:[^"\\]|\\.)*)"(?:; filename\*=UTF-8''([\w.~!#$&+^`|%-]+))?$/.exec(
            header,
          ) ?? [];
        const told =
          encoded === undefined ? quoted.replaceAll(/\\(.)/g, '$1') : decodeURIComponent(encoded);
        expect(told).toBe(name.toWellFormed());
      }),
    );
  });

  it('survives half of a pair', () => {
    expect(attachment('a\ud83d')).toContain("filename*=UTF-8''a%EF%BF%BD");
  });
});
