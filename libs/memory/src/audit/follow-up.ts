import type { Tx } from '#platform';
import { storeDerivations } from './derivation.repository.js';
import { questionDerived, questionUnfounded } from './question-derived.js';

/** A write, as far as other facts depend on it. */
export interface FollowedWrite {
  readonly added: readonly {
    readonly id: string;
    readonly derivedFrom?: readonly string[] | undefined;
  }[];
  readonly superseded: readonly { readonly id: string }[];
}

/** Keeps what new facts were derived from, and questions what was derived from outdated ones or such that were taken back. */
export async function followUp(tx: Tx, writes: readonly FollowedWrite[]): Promise<void> {
  const added = writes.flatMap((write) => write.added);
  await storeDerivations(
    tx,
    added.flatMap(({ id, derivedFrom = [] }) => derivedFrom.map((from) => ({ id, from }))),
  );
  await questionUnfounded(tx, added);
  await questionDerived(
    tx,
    writes.flatMap(({ superseded }) => superseded.map(({ id }) => id)),
  );
}
