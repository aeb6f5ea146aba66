import type { JsonValue } from '#protocol';
import type { ApprovalStanding, ApprovalWanted, Turn } from '#messaging';
import { TurnFailed } from '../runtime.errors.js';
import type { Suspense } from './suspense.js';

/** Where a turn reads what people decided about it. */
export interface ApprovalBook {
  load(turn: Turn): Promise<readonly ApprovalStanding[]>;
}

/** What people decided. */
export interface Consent {
  /** Of the approval. */
  readonly id: string;
  readonly isGranted: boolean;
  /** What it may be done with: as it was asked for, or as it was edited. */
  readonly arguments: JsonValue;
  readonly isEdited: boolean;
  readonly decidedBy: string | undefined;
  readonly reason: string | undefined;
}

/**
 * Asks people on behalf of one turn. What they decided before is found by what was asked: the first
 * approval of that kind, name and request that this attempt has not met yet. What they have not decided
 * suspends the turn.
 */
export class People {
  private opened: Promise<ApprovalStanding[]> | undefined;

  constructor(
    private readonly turn: Turn,
    private readonly book: ApprovalBook,
    private readonly suspense: Suspense,
  ) {}

  /**
   * Comes back with a decision, or never in this attempt. `formerHash`: as servers before named the request.
   * @throws {TurnFailed} APPROVAL_EXPIRED
   */
  async ask(wanted: ApprovalWanted, formerHash?: string): Promise<Consent> {
    const found = await this.suspense.during(async () => {
      const now = await this.take(wanted);
      if (now !== undefined || formerHash === undefined) return now;
      return this.take({ ...wanted, requestHash: formerHash });
    });
    if (found === undefined) return this.suspense.wait({ kind: 'approval', approval: wanted });
    if (found.status === 'pending') return this.suspense.wait({ kind: 'decision', id: found.id });
    if (found.failure !== undefined) throw new TurnFailed(found.failure);
    return toConsent(found);
  }

  private async take({
    kind,
    name,
    requestHash,
  }: ApprovalWanted): Promise<ApprovalStanding | undefined> {
    this.opened ??= this.book.load(this.turn).then((all) => [...all]);
    const open = await this.opened;
    const at = open.findIndex(
      (one) => one.kind === kind && one.name === name && one.requestHash === requestHash,
    );
    return at === -1 ? undefined : open.splice(at, 1)[0];
  }
}

function toConsent(found: ApprovalStanding): Consent {
  const isEdited = found.status === 'edited' && found.edited !== undefined;
  return {
    id: found.id,
    isGranted: found.status !== 'denied',
    arguments: isEdited ? found.edited : found.asked,
    isEdited,
    decidedBy: found.decidedBy,
    reason: found.reason,
  };
}
