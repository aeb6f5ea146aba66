import { judgeType } from './judge-type.js';
import { readMediaType } from './media-type.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n');
const csv = Buffer.from('month,sales\n2026-01,100\n');
const xml = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>');
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
const zip = Buffer.from('504b0304140000000000', 'hex');
const any = ['*'];

describe(judgeType, () => {
  it.each([
    ['image/png', png, 'image/png'],
    ['text/csv', csv, 'text/csv'],
    ['application/pdf', pdf, 'application/pdf'],
    ['image/svg+xml', xml, 'image/svg+xml'],
    ['text/xml', xml, 'text/xml'],
    [undefined, png, 'image/png'],
    [undefined, csv, 'application/octet-stream'],
    ['application/octet-stream', pdf, 'application/pdf'],
  ])('keeps what is declared as %s under what fits its bytes', async (declared, bytes, type) => {
    expect(await judgeType(declared, bytes, any)).toBe(type);
  });

  it.each([
    ['image/png', pdf, 'application/pdf'],
    ['text/csv', png, 'image/png'],
    ['application/json', exe, 'application/x-msdownload'],
    ['image/png', csv, null],
    ['application/pdf', csv, null],
    ['image/svg+xml', png, 'image/png'],
    ['text/plain', zip, 'application/zip'],
  ])('refuses %s when the bytes tell otherwise', async (declared, bytes, detected) => {
    await expect(judgeType(declared, bytes, any)).rejects.toMatchObject({
      code: 'ARTIFACT_TYPE_MISMATCH',
      details: { declared, detected },
    });
  });

  it('takes a workbook for the archive that it is', async () => {
    const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect(await judgeType(workbook, zip, any)).toBe(workbook);
  });

  it('takes only the types that the server takes, also when nothing is declared', async () => {
    const allowed = ['image/*', 'text/csv'];
    expect(await judgeType('text/csv', csv, allowed)).toBe('text/csv');
    expect(await judgeType(undefined, png, allowed)).toBe('image/png');
    for (const [declared, bytes] of [
      ['text/html', csv],
      [undefined, exe],
      [undefined, csv],
    ] as const) {
      await expect(judgeType(declared, bytes, allowed)).rejects.toMatchObject({
        code: 'ARTIFACT_TYPE_NOT_ALLOWED',
        details: { allowed },
      });
    }
  });
});

describe(readMediaType, () => {
  it.each([
    ['Text/CSV; charset=utf-8', 'text/csv'],
    ['text/html\r\nX: y', undefined],
    ['nonsense', undefined],
    ['a/b/c', undefined],
  ])('reads %j as %s', (text, type) => {
    expect(readMediaType(text)).toBe(type);
  });
});
