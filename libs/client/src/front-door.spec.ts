import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

/** The names in the braces of exports; `Client as CaxtonClient` is exported as the latter. */
function namesIn(text: string): string[] {
  const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].map(([, list = '']) => list);
  const names = lists.join(',').split(',');
  return names.flatMap((name) => /(\w+)\s*$/.exec(name)?.[1] ?? []).sort();
}

describe('the front door of the client', () => {
  it('has the same names for those who require it as for those who import it', () => {
    const imported = namesIn(read('index.ts'));
    expect(imported).toContain('CaxtonClient');
    expect(namesIn(read('../entry/index.d.cts'))).toEqual(imported);
  });
});
