import { ProtocolError } from '#protocol';
import type { Principal } from '#identity';

/** So many are had by whoever comes first: the backend of an application follows all its users with one key. */
const shareOfAnybody = 0.8;
/** What one key or user may have of the streams of a process when the rest is given, and what all of a workspace may. */
const shareOfPrincipal = 0.1;
const shareOfWorkspace = 0.5;

interface Seating {
  readonly name: string;
  readonly subject: string;
  readonly most: number;
}

/**
 * The streams that a process has to give. The last fifth is for those who have few: a reader who opens stream after
 * stream leaves room for their workspace, and a workspace for others. The local developer has nobody beside them.
 */
export class StreamSeats {
  private open = 0;
  private readonly taken = new Map<string, number>();

  /** `most`: streams at the same time. `CAXTON_MAX_STREAMS` */
  constructor(private readonly limits: { readonly most: number }) {}

  /** Takes a seat. The function gives it up. Thrown when there is none: RATE_LIMITED. */
  take(principal: Principal): () => void {
    const { most } = this.limits;
    if (this.open >= most) throw tooMany('Too many conversations are followed right now', {});
    const seatings = this.seatingsOf(principal);
    if (this.open >= most * shareOfAnybody) for (const each of seatings) this.refuseBeyond(each);
    this.count(seatings, 1);
    return () => {
      this.count(seatings, -1);
    };
  }

  private seatingsOf({ kind, id, workspace }: Principal): readonly Seating[] {
    if (kind === 'local') return [];
    const share = (part: number): number => Math.max(1, Math.floor(this.limits.most * part));
    return [
      { name: kind, subject: `${kind} ${id}`, most: share(shareOfPrincipal) },
      { name: 'workspace', subject: `workspace ${workspace}`, most: share(shareOfWorkspace) },
    ];
  }

  private refuseBeyond({ name, subject, most }: Seating): void {
    if ((this.taken.get(subject) ?? 0) < most) return;
    throw tooMany(`This ${name} follows ${String(most)} conversations already`, {
      ...{ limit: most, limited: name },
    });
  }

  private count(seatings: readonly Seating[], by: 1 | -1): void {
    this.open += by;
    for (const { subject } of seatings) {
      const count = (this.taken.get(subject) ?? 0) + by;
      if (count === 0) this.taken.delete(subject);
      else this.taken.set(subject, count);
    }
  }
}

function tooMany(message: string, more: { limit?: number; limited?: string }): ProtocolError {
  return new ProtocolError('RATE_LIMITED', message, {
    // Not all at the same time.
    retry_after: 2 + Math.floor(Math.random() * 6),
    ...more,
  });
}
