/** How an attempt went: taken, refused or not answered, refused for the last time; or it could not be made. */
const outcomes = ['delivered', 'failed', 'given_up', 'not_made'] as const;
export type AttemptOutcome = (typeof outcomes)[number];

/** Why webhooks are disabled that fail. */
const reasons = ['gone', 'failing'] as const;

/** What a process has done for webhooks since its start. */
export interface DispatchFigures {
  readonly attempts: ReadonlyMap<string, number>;
  /** Webhooks that were disabled, by reason. */
  readonly disabled: ReadonlyMap<string, number>;
}

/** Counts attempts, also those of which there were none yet. */
export class AttemptTally {
  private readonly attempts = new Map<string, number>(outcomes.map((outcome) => [outcome, 0]));
  private readonly disabled = new Map<string, number>(reasons.map((reason) => [reason, 0]));

  get figures(): DispatchFigures {
    return { attempts: this.attempts, disabled: this.disabled };
  }

  count(outcome: AttemptOutcome): void {
    add(this.attempts, outcome);
  }

  countDisabled(reason: string): void {
    add(this.disabled, reason);
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
