import { toFieldErrors, type EntityRecord } from '#protocol';
import type { MemoryImport } from '#memory';
import { importEnvelope, type ImportOptions } from './moving-queries.js';
import type { PlaceCheck } from './owned-places.js';
import { placeOfRecord } from './place-of-record.js';
import { badFields, readRecord } from './read-record.js';
import type { RecordPiece } from './record-piece.js';

/** The model whose vectors this server compares. */
interface ServerModel {
  readonly fingerprint: string;
  readonly dimensions: number | undefined;
}

/** Reads the records of one import in their order and hands each to the memory that takes them in. */
export class ImportReader {
  private import: MemoryImport | undefined;
  private readonly read = { entities: 0, relations: 0 };
  private isWhole = false;

  constructor(
    private options: ImportOptions,
    private readonly model: ServerModel,
    private readonly begin: (options: ImportOptions) => MemoryImport,
    private readonly check: PlaceCheck,
  ) {}

  /** The records ended as an export ends, none missing. */
  get isComplete(): boolean {
    return this.isWhole;
  }

  /** What is to be done, as the query and the document say it. */
  get terms(): ImportOptions {
    return this.options;
  }

  /** Nothing before the first record. */
  get running(): MemoryImport | undefined {
    return this.import;
  }

  /** @throws {ProtocolError} each error names the line */
  async take(piece: RecordPiece): Promise<void> {
    const read = readRecord(piece);
    const { line, bytes } = piece;
    switch (read.kind) {
      case 'option':
        this.takeOption(read.key, read.value, line);
        return;
      case 'export_metadata':
        this.import ??= this.begin(this.options);
        return;
      case 'entity':
        this.checkVectors(read.record, line);
        this.read.entities += 1;
        await this.begun(line).addEntity(this.place(read.record, line), bytes.length);
        return;
      case 'relation':
        this.read.relations += 1;
        await this.begun(line).addRelation(this.place(read.record, line), bytes.length);
        return;
      case 'end':
        this.isWhole =
          read.record['entities'] === this.read.entities &&
          read.record['relations'] === this.read.relations;
    }
  }

  /** A document says by its last bracket that it is whole. @throws {ProtocolError} INVALID_REQUEST */
  async finish(isDocument: boolean): Promise<void> {
    await this.begun(1).finish();
    if (isDocument) this.isWhole = true;
  }

  private place<T extends Parameters<typeof placeOfRecord>[1]>(record: T, line: number) {
    const place = placeOfRecord(this.options, record, line);
    this.check(place, line);
    return { line, record, place };
  }

  /** @throws {ProtocolError} INVALID_REQUEST: nothing has come yet */
  begun(line: number): MemoryImport {
    if (this.import !== undefined) return this.import;
    throw badFields(line, [
      {
        ...{ field: 'export_metadata', rule: 'required' },
        message: 'must come first: {"record":"export_metadata","version":"1.0"}',
      },
    ]);
  }

  private takeOption(key: string, value: unknown, line: number): void {
    const result = importEnvelope.safeParse({ [key]: value });
    if (!result.success) throw badFields(line, toFieldErrors(result.error.issues));
    if (this.import !== undefined) {
      throw badFields(line, [
        { field: key, rule: 'order', message: 'must come before the export' },
      ]);
    }
    const { merge_strategy = this.options.merge_strategy, dry_run = this.options.dry_run } =
      result.data;
    this.options = { ...this.options, ...result.data, merge_strategy, dry_run };
  }

  /** A vector of this server's model that is longer or shorter than all others is none of it. */
  private checkVectors({ embeddings }: EntityRecord, line: number): void {
    const { fingerprint, dimensions } = this.model;
    if (dimensions === undefined) return;
    const at = embeddings.findIndex(
      ({ model, embedding }) => model === fingerprint && embedding.length !== dimensions,
    );
    if (at === -1) return;
    const message = `must hold ${String(dimensions)} numbers: so many has a vector of ${fingerprint}`;
    const field = `embeddings[${String(at)}].embedding`;
    throw badFields(line, [{ field, rule: 'dimensions', message }]);
  }
}
