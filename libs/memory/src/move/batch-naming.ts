import { createHash } from 'node:crypto';
import { createId } from '#platform';
import type { ImportNaming } from './plan-import.js';

/** A server's own ids: what comes before the random part says when. */
const ownId = /^(?:ent|obs|rel)-[0-9a-f]{8}-[0-9a-f]{4}-7/;

/**
 * Gives what comes in the id that it brings, so that a memory that is moved keeps its ids. Where the id
 * names something else here (a memory was copied, not moved) it gets another one, always the same one for
 * the same owner, and one that still sorts by time.
 */
export class BatchNaming {
  constructor(private readonly taken: Set<string>) {}

  /** The names within one entity, which goes by its place and name. */
  within(owner: string): ImportNaming {
    return {
      entity: (given) => this.claim('ent', given, owner),
      observation: (given) => this.claim('obs', given, owner),
    };
  }

  private claim(prefix: 'ent' | 'obs', given: string | undefined, owner: string): string {
    const id = given === undefined ? createId(prefix) : this.free(prefix, given, owner);
    this.taken.add(id);
    return id;
  }

  private free(prefix: 'ent' | 'obs', given: string, owner: string): string {
    if (!this.taken.has(given)) return given;
    const other = rename(prefix, given, owner);
    return this.taken.has(other) ? createId(prefix) : other;
  }
}

function rename(prefix: string, given: string, owner: string): string {
  const hash = createHash('sha256').update(`${owner}\n${given}`).digest('hex');
  const time = ownId.exec(given)?.[0];
  if (time === undefined) return `${prefix}-${hash.slice(0, 32)}`;
  return `${time}${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
