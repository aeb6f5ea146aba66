import { LeaseLost, type BegunStep, type DoneStep, type EndedStep, type Step } from '#messaging';
import type { StepJournal } from './step-recorder.js';

/** A journal in memory, with the meaning of the real one; it outlives attempts. */
export class RememberingJournal implements StepJournal {
  readonly steps = new Map<number, Step>();
  /** Every write, in order: `note 1,2`, `start 3 durable`. */
  readonly writes: string[] = [];
  /** How often it was read. */
  loads = 0;
  /** What the next writes fail with, one after another. */
  faults: Error[] = [];
  /** Another worker holds the mailbox. */
  isLost = false;

  load(): Promise<Step[]> {
    this.loads += 1;
    const all = [...this.steps.values()].sort((a, b) => a.no - b.no);
    return Promise.resolve(JSON.parse(JSON.stringify(all)) as Step[]);
  }

  async note(_owner: unknown, steps: readonly DoneStep[]): Promise<void> {
    this.write(`note ${steps.map(({ no }) => no).join()}`);
    for (const { isKept = true, ...step } of steps) {
      this.steps.set(step.no, { ...step, state: isKept ? 'done' : 'superseded' });
    }
  }

  async start(_owner: unknown, step: BegunStep, durable: boolean): Promise<void> {
    this.write(`start ${String(step.no)}${durable ? ' durable' : ''}`);
    const began = { state: 'started', response: undefined, durationMs: undefined } as const;
    this.steps.set(step.no, { ...step, ...began, tokens: { input: 0, output: 0 } });
  }

  async finish(_owner: unknown, { no, ...ended }: EndedStep, durable: boolean): Promise<void> {
    this.write(`finish ${String(no)} ${ended.state}${durable ? ' durable' : ''}`);
    const step = this.steps.get(no);
    if (step === undefined) throw new Error(`Step ${String(no)} was never begun.`);
    this.steps.set(no, { ...step, ...ended, durationMs: 1 });
  }

  async supersede(_owner: unknown, numbers: readonly number[]): Promise<void> {
    this.write(`supersede ${numbers.join()}`);
    for (const [no, step] of this.steps) {
      if (numbers.includes(no)) this.steps.set(no, { ...step, state: 'superseded' });
    }
  }

  /** As after a crash: what was begun is still begun, what was not written never was. */
  forget(...numbers: readonly number[]): void {
    for (const no of numbers) this.steps.delete(no);
  }

  private write(what: string): void {
    const fault = this.faults.shift();
    if (fault !== undefined) throw fault;
    if (this.isLost) throw new LeaseLost('7');
    this.writes.push(what);
  }
}
