import fc from 'fast-check';
import { diffLines } from './diff-lines.js';

const diff = (before: string, after: string): string => diffLines(before, after, ['a', 'b']);
const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_each, index) => `line ${String(index + 1)}`);

/** What a reader of the diff makes of the text before, as `patch` would. */
function apply(before: string, patch: string): string {
  const lines = before.split('\n');
  const made: string[] = [];
  let at = 0;
  for (const line of patch.split('\n').slice(2)) {
    const [, start, length] = /^@@ -(\d+),(\d+) /.exec(line) ?? [];
    if (start !== undefined) {
      const begin = Number(start) - (length === '0' ? 0 : 1);
      made.push(...lines.slice(at, begin));
      at = begin;
    } else if (line.startsWith('+')) made.push(line.slice(1));
    else {
      expect(lines[at]).toBe(line.slice(1));
      if (line.startsWith(' ')) made.push(line.slice(1));
      at += 1;
    }
  }
  return [...made, ...lines.slice(at)].join('\n');
}

describe(diffLines, () => {
  it('is empty for what is the same', () => {
    expect(diff('x', 'x')).toBe('');
  });

  it('shows a changed line with three around it', () => {
    const before = numbered(9);
    const after = before.with(4, 'another');
    expect(diff(before.join('\n'), after.join('\n'))).toBe(
      [
        '--- a\n+++ b\n@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4',
        '-line 5\n+another\n line 6\n line 7\n line 8',
      ].join('\n'),
    );
  });

  it('shows places that are far apart by themselves', () => {
    const before = numbered(30);
    const after = before.with(2, 'x').with(25, 'y');
    expect(diff(before.join('\n'), after.join('\n')).match(/^@@/gm)).toHaveLength(2);
  });

  it('leads from the one to the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [one.join('\n'), other.join('\n')];
        fc.pre(before !== after);
        expect(apply(before, diff(before, after))).toBe(after);
      }),
    );
  });

  it('takes no time for prompts of a hundred thousand lines', () => {
    const [before, after] = [numbered(100_000), numbered(100_001).reverse()];
    const began = performance.now();
    diff(before.join('\n'), after.join('\n'));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
