import type { MemoryExportDocument } from '#protocol';

type Metadata = MemoryExportDocument['export_metadata'];

/** What an export is written from: the head, and its records page by page. */
export interface ExportParts {
  readonly metadata: Metadata;
  readonly entities: AsyncIterable<readonly string[]>;
  readonly relations: AsyncIterable<readonly string[]>;
}

/**
 * JSON Lines: a record a line. The last one says that it is the last, so that a file that was cut off
 * is not taken for a whole one.
 */
async function* writeLines({ metadata, entities, relations }: ExportParts): AsyncGenerator<string> {
  yield `${JSON.stringify(metadata)}\n`;
  const written = { entities: 0, relations: 0 };
  for (const kind of ['entities', 'relations'] as const) {
    for await (const page of { entities, relations }[kind]) {
      written[kind] += page.length;
      yield `${page.join('\n')}\n`;
    }
  }
  yield `${JSON.stringify({ record: 'end', ...written })}\n`;
}

/** One document, still with each record on a line of its own. */
async function* writeDocument(parts: ExportParts): AsyncGenerator<string> {
  yield `{"export_metadata":${JSON.stringify(parts.metadata)},\n"entities":[\n`;
  yield* writeItems(parts.entities);
  yield `\n],\n"relations":[\n`;
  yield* writeItems(parts.relations);
  yield '\n]}\n';
}

async function* writeItems(pages: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let separator = '';
  for await (const page of pages) {
    yield `${separator}${page.join(',\n')}`;
    separator = ',\n';
  }
}

/** The text of an export in the form that its head names. */
export function writeExport(parts: ExportParts): AsyncGenerator<string> {
  return parts.metadata.format === 'json' ? writeDocument(parts) : writeLines(parts);
}
