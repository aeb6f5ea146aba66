import type { z } from 'zod';
import {
  defaultJsonLimits,
  entityRecord,
  exportEnd,
  exportMetadata,
  ProtocolError,
  relationRecord,
  toFieldErrors,
  type EntityRecord,
  type FieldError,
  type JsonValue,
  type RelationRecord,
} from '#protocol';
import { readJson, refuseFaults } from '../http/parse-body.js';
import type { RecordPiece } from './record-piece.js';

/** A record that keeps the contract, or another value of a document by its key. */
export type ReadRecord =
  | { readonly kind: 'export_metadata' }
  | { readonly kind: 'end'; readonly record: Readonly<Record<string, unknown>> }
  | { readonly kind: 'entity'; readonly record: EntityRecord }
  | { readonly kind: 'relation'; readonly record: RelationRecord }
  | { readonly kind: 'option'; readonly key: string; readonly value: unknown };

/** An entity may have very many facts; its vectors are not looked at as JSON. */
const limits = { ...defaultJsonLimits, maxKeys: 1_000_000 };

const kinds = ['export_metadata', 'entity', 'relation', 'end'] as const;
/** A map, because a document may name a key as it likes: `__proto__`, `constructor`. */
const kindOfList: ReadonlyMap<string, (typeof kinds)[number]> = new Map([
  ['export_metadata', 'export_metadata'],
  ['entities', 'entity'],
  ['relations', 'relation'],
]);

/**
 * Holds one record to the contract.
 * @throws {ProtocolError} MALFORMED_JSON, INVALID_CHARACTER, INVALID_REQUEST: with `details.line`, and each
 * bad field by name
 */
export function readRecord(piece: RecordPiece): ReadRecord {
  const { line, list, bytes } = piece;
  const value = atLine(line, () => readChecked(bytes));
  if (list !== undefined && !kindOfList.has(list)) {
    return { kind: 'option', key: list, value };
  }
  const kind = kindOfList.get(list ?? '') ?? kindOf(value, line);
  switch (kind) {
    case 'entity':
      return { kind, record: check(entityRecord, value, line) };
    case 'relation':
      return { kind, record: check(relationRecord, value, line) };
    case 'export_metadata':
      check(exportMetadata, value, line);
      return { kind };
    case 'end':
      return { kind, record: check(exportEnd, value, line) };
  }
}

/** Vectors are numbers, which the schema checks; a thousand of them need no look at each as a key. */
function readChecked(bytes: Buffer): unknown {
  const value = readJson(bytes);
  if (typeof value !== 'object' || value === null) {
    refuseFaults(value, limits);
    return value;
  }
  const { embeddings, ...rest } = value as Readonly<Record<string, unknown>>;
  refuseFaults(rest, limits);
  return embeddings === undefined ? value : { ...rest, embeddings };
}

function kindOf(value: unknown, line: number): (typeof kinds)[number] {
  const said: unknown =
    typeof value === 'object' && value !== null && 'record' in value ? value.record : undefined;
  const kind = kinds.find((one) => one === said);
  if (kind !== undefined) return kind;
  throw badFields(line, [
    {
      ...{ field: 'record', rule: 'allowed', allowed: [...kinds] },
      message: `must be one of ${kinds.join(', ')}`,
    },
  ]);
}

function check<T>(schema: z.ZodType<T>, value: unknown, line: number): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw badFields(line, toFieldErrors(result.error.issues));
}

/** The refusal of a record, each bad field told apart. */
export function badFields(line: number, errors: readonly FieldError[]): ProtocolError {
  const summary = errors.map(({ field, message }) => `${field || 'it'} ${message}`).join('; ');
  return new ProtocolError('INVALID_REQUEST', `Line ${String(line)}: ${summary}`, {
    line,
    errors: errors.map((error) => ({ ...error })) as JsonValue[],
  });
}

/** Adds the line to what reading it refuses. */
function atLine<T>(line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ProtocolError(error.code, `Line ${String(line)}: ${error.message}`, {
      ...error.details,
      line,
    });
  }
}
