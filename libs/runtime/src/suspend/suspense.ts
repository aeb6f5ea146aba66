import type { ApprovalWanted, QuestionWanted, Suspension } from '#messaging';

/** Thrown through an attempt that has to wait. Remedy: none; the worker parks the mailbox. */
export class TurnSuspended extends Error {
  readonly code = 'TURN_SUSPENDED';

  constructor(readonly suspension: Suspension) {
    super('The turn waits for something and is suspended.');
    this.name = 'TurnSuspended';
  }
}

/** What an attempt cannot go on without: asked for now, or asked for before and not come. */
export type Want =
  | { readonly kind: 'approval'; readonly approval: ApprovalWanted }
  | { readonly kind: 'decision'; readonly id: string }
  | { readonly kind: 'question'; readonly question: QuestionWanted }
  | { readonly kind: 'answers'; readonly requestHash: string };

/**
 * Gathers what one attempt waits for. When it has nothing else at work any more, the attempt is given up
 * and the turn suspended: steps that had begun have ended and are in the journal, so that the turn finds
 * them when it goes on.
 */
export class Suspense {
  /** Rejects with {@link TurnSuspended}, or with why the journal cannot be written. */
  readonly reached: Promise<never>;
  private readonly wants: Want[] = [];
  private atWork = 0;
  private isOver = false;
  private giveUp: (reason: unknown) => void = () => undefined;

  /** `keep` writes down what the attempt did so far. */
  constructor(private readonly keep: () => Promise<void>) {
    this.reached = new Promise<never>((_, reject) => {
      this.giveUp = reject;
    });
    // It may be reached when nobody listens any more.
    this.reached.catch(() => undefined);
  }

  /** The attempt was given up: whatever it still does, it begins nothing. */
  get isReached(): boolean {
    return this.isOver;
  }

  /** Waits for good: the attempt ends here. */
  wait(want: Want): Promise<never> {
    this.wants.push(want);
    this.look();
    return never();
  }

  /** Keeps the attempt from being given up while something is at work. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) return never();
    this.atWork += 1;
    try {
      return await work();
    } finally {
      this.atWork -= 1;
      this.look();
    }
  }

  /** In a moment: what runs beside may want something as well, or go on with work of its own. */
  private look(): void {
    setImmediate(() => {
      if (this.isOver || this.atWork > 0 || this.wants.length === 0) return;
      this.isOver = true;
      this.keep().then(() => {
        this.giveUp(new TurnSuspended(this.suspension()));
      }, this.giveUp);
    });
  }

  private suspension(): Suspension {
    const { wants } = this;
    const questions = wants.flatMap((want) => (want.kind === 'question' ? [want.question] : []));
    const unanswered = wants.flatMap((want) => (want.kind === 'answers' ? [want.requestHash] : []));
    return {
      approvals: wants.flatMap((want) => (want.kind === 'approval' ? [want.approval] : [])),
      undecided: wants.flatMap((want) => (want.kind === 'decision' ? [want.id] : [])),
      ...(questions.length === 0 ? {} : { questions }),
      ...(unanswered.length === 0 ? {} : { unanswered }),
    };
  }
}

function never(): Promise<never> {
  return new Promise<never>(() => undefined);
}
