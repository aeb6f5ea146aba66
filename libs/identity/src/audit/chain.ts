import { createHash } from 'node:crypto';
import type { JsonObject } from '#protocol';

/** What is written of one act. */
export interface AuditFacts {
  readonly workspace: string;
  readonly seq: number;
  /** RFC 3339, to the millisecond. */
  readonly at: string;
  readonly actor: string;
  readonly actorKind: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
  readonly requestId: string | undefined;
  readonly address: string | undefined;
  readonly details: JsonObject;
}

/** An event in its chain. */
export interface AuditEvent extends AuditFacts {
  readonly previousHash: string;
  readonly hash: string;
}

/** Before the first event of a chain. */
export const chainBegin = '0'.repeat(64);

/** SHA-256 over the facts and the hash before: nothing can be changed, left out or put between unseen. */
export function hashOf(facts: AuditFacts, previousHash: string): string {
  const { workspace, seq, at, actor, actorKind, action, target, outcome } = facts;
  const text = JSON.stringify([
    ...[previousHash, workspace, seq, at, actor, actorKind, action, target, outcome],
    ...[facts.requestId ?? null, facts.address ?? null, sorted(facts.details)],
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/** The number of the first event that does not fit the one before; nothing when the chain is whole. */
export function firstBreak(
  events: Iterable<AuditEvent>,
  from: { readonly seq: number; readonly hash: string },
): number | undefined {
  let before = from;
  for (const event of events) {
    const isNext = event.seq === before.seq + 1 && event.previousHash === before.hash;
    if (!isNext || hashOf(event, before.hash) !== event.hash) return event.seq;
    before = event;
  }
  return undefined;
}

/** The number of the event that was noted as the last, when it is another than that; the chain may have grown since. */
export function missesHead(
  events: readonly AuditEvent[],
  head: { readonly seq: number; readonly hash: string } | undefined,
): number | undefined {
  return events.find(({ seq, hash }) => seq === head?.seq && hash !== head.hash)?.seq;
}

/** Postgres keeps jsonb in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
