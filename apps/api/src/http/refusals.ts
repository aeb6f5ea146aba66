import type { ErrorCode } from '#protocol';

/** Why a message is not taken although nothing is wrong with it: it is to be sent again later. */
const reasons = [
  'BACKLOG_FULL',
  'DEADLINE_UNREACHABLE',
  'RATE_LIMITED',
  'UNAVAILABLE',
] as const satisfies readonly ErrorCode[];

export type RefusalReason = (typeof reasons)[number];

/** A request that was answered with an error. */
interface RefusedCall {
  readonly method: string;
  /** With its query, as it came. */
  readonly url: string;
}

/** Counts the messages of clients that this process did not take for lack of room, time or database. */
export class Refusals {
  private readonly counts = new Map<RefusalReason, number>(reasons.map((reason) => [reason, 0]));

  /** Since the start, by reason. */
  get figures(): ReadonlyMap<RefusalReason, number> {
    return this.counts;
  }

  /** Counts it when it was a message, and one that may be sent again. */
  note({ method, url }: RefusedCall, code: ErrorCode): void {
    if (method !== 'POST' || !/^\/api\/v1\/messages\/?(?:\?|$)/.test(url)) return;
    const reason = reasons.find((one) => one === code);
    if (reason !== undefined) this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }
}
