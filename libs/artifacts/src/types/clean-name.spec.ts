import fc from 'fast-check';
import { cleanName } from './clean-name.js';

describe(cleanName, () => {
  it.each([
    ['sales.csv', 'sales.csv'],
    ['Umsätze 2026 – 東京.xlsx', 'Umsätze 2026 – 東京.xlsx'],
    ['../../etc/passwd', 'passwd'],
    [String.raw`C:\Users\me\report.pdf`, 'report.pdf'],
    ['..', 'artifact'],
    ['.htaccess', 'htaccess'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\u200B.txt', 'ab.txt'],
    ['half \uD800.txt', 'half \uFFFD.txt'],
    ['<script>"alert"|?*.html', '_script__alert____.html'],
    ['', 'artifact'],
  ])('makes %j a name that is safe to save under: %j', (given, expected) => {
    expect(cleanName(given)).toBe(expected);
  });

  it('shortens a huge name in its middle, so that its ending stays', () => {
    const name = cleanName(`${'ä'.repeat(5_000)}.csv`);
    expect(Array.from(name)).toHaveLength(200);
    expect(name.endsWith('ä.csv')).toBe(true);
  });

  it('never gives a folder, a control character, a hidden file or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = cleanName(text);
        expect(name).toMatch(/^[^./\\\p{Cc}\p{Cf}\p{Cs}][^/\\\p{Cc}\p{Cf}\p{Cs}]*$/u);
        expect(Array.from(name).length).toBeLessThanOrEqual(200);
        expect(cleanName(name)).toBe(name);
      }),
    );
  });
});
