import { snippet } from './snippet.js';

describe(snippet, () => {
  it('quotes the sentence that matters', () => {
    const body = JSON.stringify({ error: { message: 'model not found', type: 'x' } });

    expect(snippet(body)).toBe('"model not found"');
    expect(snippet('{"error": "no such model"}')).toBe('"no such model"');
    expect(snippet('{"other": 1}')).toBe('"{"other": 1}"');
  });

  it.each([
    'sk-ant-api03-abcdefghijk',
    'sk-proj-********wxyz',
    'Bearer abc.def-ghi',
    'https://user:secret@host/path',
    'https://host/path?api_key=secret99&x=1',
  ])('hides the key in %s', (text) => {
    expect(snippet(`refused: ${text}`)).toMatch(/\(hidden\)/);
    expect(snippet(`refused: ${text}`)).not.toMatch(/secret|abcdef|wxyz|abc\.def/);
  });

  it('is one short line whatever comes', () => {
    const quoted = snippet(`a\u0000b\n\u202ec ${'d'.repeat(1_000_000)}`);

    expect(quoted).toMatch(/^"a b c d+…"$/);
    expect(quoted.length).toBeLessThan(210);
  });
});
