import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { repository } from './run-tool.js';

/** The rows of a Markdown text's tables, however its columns are padded. */
const rows = (markdown: string): string[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) => line.replace(/\s*\|\s*/g, ' | ').trim());

describe('docs/architecture.md', () => {
  it('prints the tables that the gates enforce (node .ci/architecture-views.mjs table)', () => {
    const page = readFileSync(resolve(repository, 'docs/architecture.md'), 'utf8');
    const script = resolve(repository, '.ci/architecture-views.mjs');
    const enforced = rows(execFileSync(process.execPath, [script, 'table'], { encoding: 'utf8' }));
    expect(enforced.length).toBeGreaterThan(20);
    expect(rows(page)).toEqual(expect.arrayContaining(enforced));
  });
});
