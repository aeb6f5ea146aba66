import type { Connection } from '../connection/connection.js';
import { readJson } from '../connection/read-answer.js';
import { callOf } from './call-of.js';
import type { Method, OperationId } from './operation.js';

/** Operations that belong together, under the names by which they are called. */
export type Group = Readonly<Record<string, OperationId>>;

/** The operations of a group as functions. */
export type Methods<Operations extends Group> = {
  readonly [Name in keyof Operations]: Method<Operations[Name]>;
};

/** Makes a function of every operation of a group. */
export function methodsOf<Operations extends Group>(
  group: Operations,
  connection: Connection,
): Methods<Operations> {
  const made = Object.entries(group).map(([name, id]) => [
    name,
    async (...given: unknown[]): Promise<unknown> => connection.call(callOf(id, given), readJson),
  ]);
  return Object.fromEntries(made) as Methods<Operations>;
}
