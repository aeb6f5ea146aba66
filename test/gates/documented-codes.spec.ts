import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callCodes, errorCatalogue } from '#protocol';
import { repository } from './run-tool.js';

/** In backticks, or as the code of an example in JSON; settings are no codes. */
const named = /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`|"code": "([A-Z_]+)"/g;
const isSetting = (name: string): boolean => /^(?:CAXTON|OTEL)_|_API_KEY$/.test(name);

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

const codesIn = (text: string): string[] =>
  [...text.matchAll(named)]
    .flatMap(([, code, example]) => code ?? example ?? [])
    .filter((name) => !isSetting(name));

/** Codes of failures and warnings stand in no catalogue, but where they are given. */
function codesInSource(): Set<string> {
  const source = ['apps', 'libs'].flatMap((folder) => filesIn(folder, '.ts'));
  const texts = source.filter((file) => !/spec|fixture/.test(file)).map(read);
  return new Set(texts.join('\n').match(/(?<=')[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?=')/g) ?? []);
}

describe('the codes that the pages name', () => {
  const pages = [...filesIn('docs', '.md'), 'README.md'];

  it.each(pages)('are codes that the server gives: %s', (page) => {
    const given = new Set([
      ...Object.keys(errorCatalogue),
      ...Object.keys(callCodes),
      ...codesInSource(),
    ]);
    expect(codesIn(read(page)).filter((code) => !given.has(code))).toEqual([]);
  });

  it('are found in the pages', () => {
    expect(codesIn(read('docs/failures.md'))).toContain('DEADLINE_EXCEEDED');
  });

  it('are, of calls of tools, those of the catalogue with how they end', () => {
    const [table = ''] = read('docs/tools.md').split('## Policies');
    const rows = [...table.matchAll(/^\| `([A-Z_]+)` +\|.*\| `(\w+)` +\|$/gm)];
    const listed = Object.fromEntries(rows.map(([, code = '', ends]) => [code, ends]));
    const catalogue = Object.entries(callCodes).map(([code, { ends }]) => [code, ends]);
    expect(listed).toEqual(Object.fromEntries(catalogue));
  });
});
