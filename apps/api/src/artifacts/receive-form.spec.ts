import { ProtocolError } from '#protocol';
import { receiveForm } from './receive-form.js';

const type = 'multipart/form-data; boundary=cut';

function part(head: string, body: string): string {
  return `--cut\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
}

const csv = 'month,sales\n2026-01,100\n';
const file = part('name="file"; filename="sales.csv"\r\nContent-Type: text/csv', csv);

async function* inChunksOf(size: number, text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function receive(text: string, size = 7) {
  const { bytes, ...said } = await receiveForm(type, inChunksOf(size, text));
  const read: Buffer[] = [];
  for await (const chunk of bytes) read.push(chunk);
  return { ...said, text: Buffer.concat(read).toString() };
}

describe(receiveForm, () => {
  it.each([1, 7, 10_000])('gives the file as it arrives in chunks of %d', async (size) => {
    expect(await receive(`${file}--cut--\r\n`, size)).toMatchObject({
      name: 'sales.csv',
      type: 'text/csv',
      text: csv,
    });
  });

  it('knows the fields before the file and after it', async () => {
    const form = `${part('name="conversation_id"', 'conv-1')}${file}${part('name="name"', 'q3.csv')}--cut--\r\n`;
    const { fields } = await receive(form);
    expect(fields).toEqual({ conversation_id: 'conv-1', name: 'q3.csv' });
  });

  it.each([
    ['has no file', `${part('name="name"', 'x')}--cut--\r\n`, 'file is required'],
    ['has two files', `${file}${file}--cut--\r\n`, 'must be one file'],
    ['ends early', file, 'broken'],
    ['ends in its file', file.slice(0, -10), 'broken'],
    ['is no form', 'hello', 'broken'],
  ])('refuses a form that %s, so that nothing is kept of it', async (_what, text, message) => {
    await expect(receive(text)).rejects.toThrow(message);
  });

  it('refuses a form without a boundary', async () => {
    const open = receiveForm('multipart/form-data', inChunksOf(7, file));
    await expect(open).rejects.toThrow('broken');
  });

  it('ends with the error of its body', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from(file.slice(0, -10));
      throw new ProtocolError('INVALID_REQUEST', 'gone away');
    }
    const { bytes } = await receiveForm(type, broken());
    const read = async (): Promise<void> => {
      for await (const chunk of bytes) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toThrow('gone away');
  });
});
