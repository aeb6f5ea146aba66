import type { WaitingSubmission } from './waiting-submission.js';

/** Submissions that wait to be stored, by caller: one transaction stores those of one. */
export class WaitingLine {
  private readonly lines = new Map<string, WaitingSubmission[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Those who have something to be stored; who had their turn last comes last. */
  callers(): IterableIterator<string> {
    return this.lines.keys();
  }

  add(item: WaitingSubmission): void {
    const caller = callerOf(item);
    const line = this.lines.get(caller);
    if (line === undefined) this.lines.set(caller, [item]);
    else line.push(item);
    this.count += 1;
  }

  /** The oldest of a caller, at most `most`. */
  take(caller: string, most: number): WaitingSubmission[] {
    const line = this.lines.get(caller) ?? [];
    const taken = line.splice(0, most);
    this.lines.delete(caller);
    if (line.length > 0) this.lines.set(caller, line);
    this.count -= taken.length;
    return taken;
  }

  /** Forgets a submission. False: it does not wait here. */
  drop(item: WaitingSubmission): boolean {
    const caller = callerOf(item);
    const line = this.lines.get(caller) ?? [];
    const at = line.indexOf(item);
    if (at < 0) return false;
    line.splice(at, 1);
    if (line.length === 0) this.lines.delete(caller);
    this.count -= 1;
    return true;
  }
}

function callerOf({ submission: { caller } }: WaitingSubmission): string {
  return JSON.stringify([caller.workspace, caller.principal]);
}
