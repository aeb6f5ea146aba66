import { LeaseLost, type Lease, type Step } from '#messaging';
import type { Surroundings } from '#runtime';
import { holds, type StoredMailbox } from './simulated-rows.js';

type StepJournal = Surroundings['journal'];

/** One word with the store, which may get lost on its way. */
export type Ask = <T>(act: () => T) => Promise<T>;

/** The steps that turns wrote, by message. */
export class SimulatedJournal {
  private readonly byMessage = new Map<string, Map<number, Step>>();

  constructor(private readonly mailboxes: ReadonlyMap<string, StoredMailbox>) {}

  /** As one process reads and writes it. */
  open(ask: Ask): StepJournal {
    return {
      load: ({ message }) =>
        ask(() => [...this.of(message.id).values()].sort((a, b) => a.no - b.no)),
      note: (owner, steps) =>
        this.write(ask, owner, (kept) => {
          for (const step of steps) kept.set(step.no, { ...step, state: 'done' });
        }),
      start: (owner, step) =>
        this.write(ask, owner, (kept) => {
          const began = { state: 'started', response: undefined, durationMs: undefined } as const;
          kept.set(step.no, { ...step, ...began, tokens: { input: 0, output: 0 } });
        }),
      finish: (owner, { no, ...ended }) =>
        this.write(ask, owner, (kept) => {
          const step = kept.get(no);
          if (step === undefined) throw new Error(`Step ${String(no)} was never begun.`);
          kept.set(no, { ...step, ...ended, durationMs: 1 });
        }),
      supersede: () => Promise.reject(new Error('A code agent leaves no course.')),
    };
  }

  /** Proves the lease, as every write of a turn does. */
  private write(
    ask: Ask,
    { lease, message }: { readonly lease: Lease; readonly message: { readonly id: string } },
    change: (kept: Map<number, Step>) => void,
  ): Promise<void> {
    return ask(() => {
      const box = this.mailboxes.get(lease.mailboxId);
      if (box === undefined || !holds(box, lease)) throw new LeaseLost(lease.mailboxId);
      change(this.of(message.id));
    });
  }

  private of(messageId: string): Map<number, Step> {
    const steps = this.byMessage.get(messageId) ?? new Map<number, Step>();
    this.byMessage.set(messageId, steps);
    return steps;
  }
}
