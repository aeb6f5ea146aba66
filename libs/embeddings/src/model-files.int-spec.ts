import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findModelFolder, modelHash } from './model-folder.js';

const sha256 = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** The table of the notice: file name to hash. */
function noticed(folder: string): Map<string, string> {
  const notice = readFileSync(join(folder, 'NOTICE.md'), 'utf8');
  return new Map(
    [...notice.matchAll(/^\| `([^`]+)` \| `([0-9a-f]{64})` \|$/gm)].map(([, file, hash]) => [
      file ?? '',
      hash ?? '',
    ]),
  );
}

describe('the files of the model', () => {
  const folder = findModelFolder();

  it('are those whose hashes the notice gives', () => {
    const files = readdirSync(folder).filter((file) => file !== 'NOTICE.md');

    expect(new Map(files.map((file) => [file, sha256(join(folder, file))]))).toEqual(
      noticed(folder),
    );
  });

  it('carry the weights whose hash is in the fingerprint', () => {
    expect(sha256(join(folder, 'model_int8.onnx'))).toBe(modelHash);
  });
});
