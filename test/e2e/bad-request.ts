import type { CallOptions } from '../support/contract-fetch.js';

/** A request that must be refused. */
export interface BadRequest {
  readonly what: string;
  readonly path: string;
  readonly options: CallOptions;
  readonly status: number;
  readonly code: string;
  /** The field that the refusal must name. */
  readonly field: string | undefined;
}

/** One line of a table of bad requests. */
export type BadRow = readonly [string, string, CallOptions, number, string, string?];

/** A table as the rows that a spec runs through. */
export function toBadRequests(rows: readonly BadRow[]): BadRequest[] {
  return rows.map(([what, path, options, status, code, field]) => ({
    what,
    path,
    options,
    status,
    code,
    field,
  }));
}

/** A body that JSON.stringify would not write. */
export const raw = (body: string): CallOptions => ({ body });
