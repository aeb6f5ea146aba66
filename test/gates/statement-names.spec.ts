import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './run-tool.js';

/** `name: 'mailbox.head',` before the text of a statement. */
const named = /^ +name: '([a-z0-9_.-]+)',\n +text:/gm;

function statementNames(): string[] {
  return ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.repository.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(repository, folder, file), 'utf8');
        return [...text.matchAll(named)].map(([, name = '']) => name);
      }),
  );
}

describe('the names of prepared statements', () => {
  it('are given once: a connection that prepared one refuses another of its name', () => {
    const names = statementNames();
    const again = names.filter((name, index) => names.indexOf(name) !== index);
    expect(again).toEqual([]);
  });

  it('are found in the source', () => {
    expect(statementNames().length).toBeGreaterThan(150);
  });
});
