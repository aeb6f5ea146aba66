import type { JsonObject, JsonValue } from '#protocol';
import type { ProducedFile } from '../files/produced-file.js';
import { readMcpResult } from './read-mcp-result.js';

const { signal } = new AbortController();
const picture = Buffer.from('a picture').toString('base64');

describe('what a tool of an MCP server brings', () => {
  const kept: ProducedFile[] = [];
  const files = {
    keep: (file: ProducedFile) => {
      kept.push(file);
      return Promise.resolve(`artifact:art_${String(kept.length)}`);
    },
  };
  beforeEach(() => {
    kept.length = 0;
  });
  const read = (result: JsonObject): Promise<JsonValue> =>
    readMcpResult(result, 'draw/map', { files, signal });

  it('is its text, and what is structured as it is', async () => {
    const content = [
      { type: 'text', text: 'one' },
      { type: 'resource', resource: { uri: 'file:///a', text: 'two' } },
      { type: 'resource_link', uri: 'https://x.example/', name: 'x' },
    ];
    expect(await read({ content, structuredContent: { a: 1 } })).toEqual({
      text: 'one\ntwo\nhttps://x.example/',
      structured: { a: 1 },
    });
    expect(await read({ content: 'nonsense' })).toEqual({ text: '' });
    expect(await read({ content: [null, 3, {}, { type: 'text' }] })).toMatchObject({
      text: '[content]\n[text]',
    });
  });

  it('are pictures, sound and other files as well, which are kept and not told to the model', async () => {
    const content = [
      { type: 'image', data: picture, mimeType: 'image/png' },
      { type: 'resource', resource: { uri: 'x://y', blob: picture, mimeType: 'not a type!' } },
    ];
    const told = await read({ content });
    expect(JSON.stringify(told)).not.toContain(picture);
    expect(told).toMatchObject({
      files: [
        {
          name: 'draw_map-1.png',
          media_type: 'image/png',
          kept: true,
          reference: 'artifact:art_1',
        },
        { name: 'draw_map-2.bin', media_type: 'application/octet-stream' },
      ],
    });
    expect(kept.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      'a picture',
      'a picture',
    ]);
  });

  it('are eight files at most, and one that cannot be kept does not undo the call', async () => {
    const many = Array.from({ length: 20 }, () => ({ type: 'image', data: picture }));
    const refusing = { keep: () => Promise.reject(new Error('full')) };
    expect(await read({ content: many })).toMatchObject({ files: { length: 8 } });
    const told = await readMcpResult({ content: many }, 'draw', { files: refusing, signal });
    expect(told).toMatchObject({ files: { length: 8 } });
    expect(JSON.stringify(told)).toContain('could not be kept');
  });

  it('is a failure in its own words, cut, when it says that it failed', async () => {
    const content = [{ type: 'text', text: 'x'.repeat(10_000) }];
    await expect(read({ content, isError: true })).rejects.toThrow(/^the tool says: x{2000}$/);
  });
});
