import type { SetPdf } from '#documents';
import type { JsonObject, JsonValue } from '#protocol';
import { vegaLiteSpec } from '../chart/vega-lite-spec.js';
import { fileNamed, fileNameParameter } from '../files/file-name.js';
import { handOver } from '../files/produced-file.js';
import { ToolThreads } from '../threads/tool-threads.js';
import type { Tool, ToolContext } from '../tool.js';
import { judgeBlocks } from './judge-blocks.js';
import { documentProperties, type PdfDocument } from './pdf-schema.js';
import type { PdfJob } from './write-pdf.js';

export interface PdfGeneratorOptions {
  /** The compiled `pdf.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
}

const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'content'],
  properties: { ...documentProperties, name: fileNameParameter },
};

/**
 * `pdf_generator`: a PDF with headings, paragraphs, lists, tables, charts and page numbers, its fonts embedded, set in a
 * thread with a memory of its own. The result tells of the file, whose bytes go to the keeper of files.
 */
export function createPdfGenerator({ threadEntry }: PdfGeneratorOptions = {}): Tool {
  const threads = new ToolThreads<PdfJob, SetPdf>({
    entry: threadEntry ?? new URL('./pdf.thread.js', import.meta.url),
    name: 'pdf',
    most: 2,
    memoryMb: 512,
  });
  return {
    name: 'pdf_generator',
    description:
      'Writes a PDF document: title, headings, paragraphs, lists, tables, charts, page numbers.',
    examples: ['Make a PDF report of these results', 'Write this up as a document with a table'],
    safety: 'idempotent',
    parameters,
    timeoutMs: 90_000,
    execute: (args, context) => make(threads, args as unknown as PdfArguments, context),
  };
}

interface PdfArguments extends PdfDocument {
  readonly name?: string;
}

async function make(
  threads: ToolThreads<PdfJob, SetPdf>,
  { name, ...document }: PdfArguments,
  context: ToolContext,
): Promise<JsonValue> {
  judgeBlocks(document.content);
  const charts = document.content.flatMap((block, at) =>
    block.chart === undefined ? [] : [[at, vegaLiteSpec(block.chart)] as const],
  );
  const { bytes, unknownCharacters } = await threads.run({ document, charts }, context.signal);
  const file = { name: fileNamed(name, 'report', 'pdf'), mediaType: 'application/pdf', bytes };
  return {
    file: await handOver(file, context),
    ...(unknownCharacters.length > 0 && {
      unknown_characters: unknownCharacters.slice(0, 50),
      remark: 'The fonts have no picture for these characters; boxes stand in their place.',
    }),
  };
}
