import { quickStart, readBlocks } from './printed-blocks.js';
import { readExamples, readPrintedJson } from './printed-examples.js';

const blocks = readBlocks(quickStart);

describe('the blocks of the quick start', () => {
  it('are all read: every line that begins or ends one belongs to one', () => {
    const fences = quickStart.match(/^\s*```/gm)?.length;
    expect(blocks).toHaveLength(51);
    expect(fences).toBe(2 * blocks.length);
  });

  it('are read as they are printed, with their heading, without the indent of a list', () => {
    expect(blocks[0]).toEqual({
      title: 'Prerequisites',
      language: 'bash',
      text: 'caxton server start\n# Server starts on http://localhost:8080',
      line: 23,
    });
  });

  it('belong to an example each, none to two', () => {
    const used = readExamples(blocks).flatMap(({ program, answer }) => [program, answer]);
    expect(used.filter((block) => block !== undefined)).toEqual(blocks);
  });

  it('that are of no known kind are no example', () => {
    const strange = readBlocks('## Rust\n\n```rust\nfn main() {}\n```\n');
    expect(() => readExamples(strange)).toThrow('rust in line 3');
  });

  it('that do not end, or do not say what they are, are none', () => {
    expect(() => readBlocks('```bash\nls')).toThrow('Line 1');
    expect(() => readBlocks('text\n```\nls\n```')).toThrow('Line 2');
  });
});

describe('a printed answer', () => {
  it('is read although its strings run over lines', () => {
    expect(readPrintedJson('{"a": "one\n   two", "b": ["say \\"\n x\\""]}')).toEqual({
      a: 'one two',
      b: ['say " x"'],
    });
  });
});
