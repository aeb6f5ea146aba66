import { ToolFault } from '../tool.errors.js';
import type { PdfBlock } from './pdf-schema.js';

const needs: Readonly<Record<PdfBlock['type'], readonly (keyof PdfBlock)[]>> = {
  heading: ['text'],
  paragraph: ['text'],
  list: ['items'],
  table: ['columns', 'rows'],
  chart: ['chart'],
  page_break: [],
};
/** Each chart costs a tenth of a second or so. */
const mostCharts = 20;
const mostCells = 40_000;

/** @throws {ToolFault} TOOL_ARGUMENTS_INVALID, naming the block and what it lacks */
export function judgeBlocks(blocks: readonly PdfBlock[]): void {
  for (const [at, block] of blocks.entries()) judge(block, `content[${String(at)}]`);
  if (blocks.filter(({ type }) => type === 'chart').length > mostCharts) {
    throw invalid(`a document may have ${String(mostCharts)} charts`);
  }
  const cells = blocks.reduce((sum, { rows = [] }) => sum + rows.flat().length, 0);
  if (cells > mostCells) throw invalid(`a document may have ${String(mostCells)} cells`);
}

function judge(block: PdfBlock, place: string): void {
  const missing = needs[block.type].filter((key) => block[key] === undefined);
  if (missing.length > 0) throw invalid(`${place}: a ${block.type} needs ${missing.join(' and ')}`);
  const width = block.columns?.length ?? 0;
  const uneven = block.rows?.findIndex((row) => row.length !== width) ?? -1;
  if (block.type !== 'table' || uneven === -1) return;
  throw invalid(
    `${place}.rows[${String(uneven)}] must have ${String(width)} cells, as columns has`,
  );
}

const invalid = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
