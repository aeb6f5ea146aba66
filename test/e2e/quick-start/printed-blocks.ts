import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform';

/** A block of code of the quick start, as it is printed. */
export interface PrintedBlock {
  /** The heading under which it stands. */
  readonly title: string;
  readonly language: string;
  readonly text: string;
  /** Where it begins in the document. */
  readonly line: number;
}

const heading = /^#{2,} (.+)$/;
const fence = /^( *)```(\w*)$/;

/** The block that begins in a line (from 0). */
function readBlock(lines: readonly string[], start: number, title: string): PrintedBlock {
  const [, indent = '', language = ''] = fence.exec(lines[start] ?? '') ?? [];
  const end = lines.indexOf(`${indent}\`\`\``, start + 1);
  const line = start + 1;
  if (language === '' || end < 0) throw new Error(`Line ${String(line)} begins no whole block.`);
  const text = lines.slice(line, end).map((printed) => printed.slice(indent.length));
  return { title, language, text: text.join('\n'), line };
}

/** Every block of code of a Markdown document, in order. Thrown when one does not say its language, or does not end. */
export function readBlocks(markdown: string): PrintedBlock[] {
  const lines = markdown.split('\n');
  const blocks: PrintedBlock[] = [];
  let title = '';
  let end = 0;
  for (const [index, line] of lines.entries()) {
    if (index < end) continue;
    title = heading.exec(line)?.[1] ?? title;
    if (!fence.test(line)) continue;
    const block = readBlock(lines, index, title);
    blocks.push(block);
    end = block.line + block.text.split('\n').length + 1;
  }
  return blocks;
}

/** The contract, as it is printed. */
export const quickStart = readFileSync(join(packageRoot(), 'docs/rest-api-quick-start.md'), 'utf8');

/** The first block under a heading of the quick start: what a reader pastes. */
export function printed(title: string): string {
  const block = readBlocks(quickStart).find((candidate) => candidate.title === title);
  if (block === undefined) throw new Error(`The quick start has no block under "${title}".`);
  return block.text;
}
