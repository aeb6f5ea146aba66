import { coversGrants, type Scope } from '#protocol';
import type { Tx } from '#platform';
import type { Might } from '../access/refuse-more.js';
import type { Principal } from '../access/principal.js';
import type { AuditLog } from '../audit/audit-log.js';
import { endKeyIn, readKeysMadeBy, type KeptKey } from './api-key.repository.js';

/** Whose keys end, as far as they may do more than is left to their maker: all of them when nothing is. */
export interface EndOfKeys {
  readonly maker: string;
  readonly left: Might | undefined;
  readonly why: 'maker removed' | 'maker disabled' | 'maker may do less';
}

/** Revokes keys that somebody made, and those that were made with these. Writes each down. Gives their ids. */
export async function endKeysMadeBy(
  tx: Tx,
  audit: AuditLog,
  by: Principal,
  { maker, left, why }: EndOfKeys,
): Promise<string[]> {
  const made = await holdKeysMadeBy(tx, maker);
  const ended = made.filter((key) => left === undefined || !covers(left, key)).map(({ id }) => id);
  for (const id of ended) {
    await endKeyIn(tx, id, 0);
    await audit.recordIn(tx, {
      ...{ workspace: tx.caller.workspace, actor: by.id, actorKind: by.kind },
      ...{ action: 'key.revoke', target: `key:${id}`, outcome: 'ok', details: { why, maker } },
    });
  }
  return ended;
}

/** Until there are no more: while one was waited for, another may have been made with it. */
async function holdKeysMadeBy(tx: Tx, maker: string): Promise<KeptKey[]> {
  let made = await readKeysMadeBy(tx, maker);
  for (let held = 0; held < made.length;) {
    held = made.length;
    made = await readKeysMadeBy(tx, maker);
  }
  return made;
}

function covers(left: Might, key: Might): boolean {
  const scopes = new Set<Scope>(left.scopes);
  return key.scopes.every((scope) => scopes.has(scope)) && coversGrants(left.grants, key.grants);
}
