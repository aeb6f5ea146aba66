/** A tool call that has not returned. */
export interface CallAtWork {
  readonly step: number;
  readonly callId: string;
  readonly name: string;
  /** It may have an effect outside. */
  readonly changes: boolean;
  /** Milliseconds, monotonic. */
  readonly since: number;
}

/** The tool calls of a turn that are at work right now. */
export class CallsAtWork {
  private readonly byStep = new Map<number, CallAtWork>();

  begun(call: CallAtWork): void {
    this.byStep.set(call.step, call);
  }

  returned(step: number): void {
    this.byStep.delete(step);
  }

  /** Those that are left when the turn ends. They do not count as at work any more. */
  abandon(): CallAtWork[] {
    const left = [...this.byStep.values()];
    this.byStep.clear();
    return left;
  }
}
