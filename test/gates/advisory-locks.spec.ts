import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './run-tool.js';

/** A number that is an advisory lock: of seven digits or more, in a file that takes one. */
const lockNumber = /\b\d[\d_]{6,}\b/g;

function lockNumbers(): number[] {
  return ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts'))
      .map((file) => readFileSync(join(repository, folder, file), 'utf8'))
      .filter((text) => /pg_(?:try_)?advisory_/.test(text))
      .flatMap((text) => [...text.matchAll(lockNumber)])
      .map(([digits]) => Number(digits.replaceAll('_', ''))),
  );
}

describe('the numbers of advisory locks', () => {
  it('are given once: who takes one holds up nobody who does something else', () => {
    const numbers = lockNumbers();
    const again = numbers.filter((number, index) => numbers.indexOf(number) !== index);
    expect(again).toEqual([]);
  });

  it('are found in the source', () => {
    expect(lockNumbers()).toContain(7_210_947);
    expect(lockNumbers().length).toBeGreaterThanOrEqual(4);
  });
});
