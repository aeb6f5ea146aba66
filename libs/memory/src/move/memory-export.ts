import type { Caller, Database } from '#platform';
import type { TextEmbedder } from '#embeddings';
import {
  countMemories,
  readEntityPage,
  readRelationPage,
  type MemoryCounts,
} from './export.repository.js';
import { firstPage, nextPageSize } from './page-size.js';
import { sectionsOf, type Section, type Selection } from './selection.js';

/**
 * Gives a memory away, page by page, each record a line of JSON. No transaction stays open between two
 * pages, so that a reader may take its time. Each entity is read with everything that hangs on it in one
 * statement, so it is whole as of one moment; what others write meanwhile may be given or not.
 */
export class MemoryExport {
  constructor(
    private readonly database: Database,
    private readonly embedder: Pick<TextEmbedder, 'fingerprint' | 'dimensions'>,
  ) {}

  /** The model whose vectors this server makes. */
  get model(): { readonly fingerprint: string; readonly dimensions: number | undefined } {
    const { fingerprint, dimensions } = this.embedder;
    return { fingerprint, dimensions };
  }

  count(caller: Caller, selection: Selection): Promise<MemoryCounts> {
    const sections = sectionsOf(selection, caller.workspace);
    return this.database.read(caller, (tx) => countMemories(tx, sections));
  }

  /** Pages of about a megabyte. */
  async *entities(
    caller: Caller,
    selection: Selection,
    withEmbeddings: boolean,
  ): AsyncGenerator<string[], void> {
    for (const section of sectionsOf(selection, caller.workspace)) {
      yield* this.entitiesOf(caller, section, withEmbeddings);
    }
  }

  /** Relations come after all entities: whoever reads them knows both ends. */
  async *relations(caller: Caller, selection: Selection): AsyncGenerator<string[], void> {
    for (const section of sectionsOf(selection, caller.workspace)) {
      yield* this.relationsOf(caller, section);
    }
  }

  private async *entitiesOf(
    caller: Caller,
    section: Section,
    withEmbeddings: boolean,
  ): AsyncGenerator<string[], void> {
    let limit = firstPage;
    for (let after = { place: '', name: '' }; ;) {
      const terms = { after, limit, withEmbeddings };
      const page = await this.database.read(caller, (tx) => readEntityPage(tx, section, terms));
      const last = page.at(-1);
      if (last === undefined) return;
      const records = page.map(({ record }) => record);
      yield records;
      if (page.length < limit) return;
      after = last;
      limit = nextPageSize(records);
    }
  }

  private async *relationsOf(caller: Caller, section: Section): AsyncGenerator<string[], void> {
    let limit = firstPage;
    for (let after = ''; ;) {
      const terms = { after, limit };
      const page = await this.database.read(caller, (tx) => readRelationPage(tx, section, terms));
      const last = page.at(-1);
      if (last === undefined) return;
      const records = page.map(({ record }) => record);
      yield records;
      if (page.length < limit) return;
      after = last.id;
      limit = nextPageSize(records);
    }
  }
}
