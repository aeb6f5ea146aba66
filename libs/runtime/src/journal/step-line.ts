import type { JsonValue } from '#protocol';
import type { Step } from '#messaging';
import { preview } from '../answer/preview.js';
import { hashRequest } from './hash-request.js';

/** A step of this attempt: its number, and what an earlier attempt left of it. */
export interface PlacedStep {
  readonly no: number;
  readonly kind: Step['kind'];
  readonly name: string;
  readonly requestHash: string;
  /** Of the steps of this attempt that ask for the same, from 1: the same in every attempt. */
  readonly ordinal: number;
  /** Of a call of a tool: what it is asked, in short. */
  readonly arguments?: JsonValue | undefined;
  /** Of a call that people decided about. */
  readonly approvalId?: string | undefined;
  /** Under which a call goes out: the same in every attempt. */
  readonly key: string;
  /** Absent: nobody made this step before. */
  readonly known: Step | undefined;
}

/**
 * The steps of one message in their order, decided without writing anything.
 *
 * A step is known by what it asks for and not by its number: the first step of an earlier attempt
 * that asked for the same and was not met yet in this one. So a course that goes another way finds
 * nothing and goes on anew, while a call outside that it wants as well is still found, wherever it
 * stands. Numbers of steps that exist are never given to others, because a number is part of the
 * key that receivers know a call by.
 */
export class StepLine {
  private readonly open: Step[];
  private readonly numbers: ReadonlySet<number>;
  /** How often each request was met. */
  private readonly met = new Map<string, number>();
  private last = 0;

  constructor(
    private readonly messageId: string,
    readonly steps: readonly Step[],
  ) {
    this.open = steps.filter(({ state }) => state !== 'superseded');
    this.numbers = new Set(steps.map(({ no }) => no));
  }

  /**
   * The next step, which asks for `request`. `standsIn`: a step of this kind and name that holds, although it
   * asked in other words. @default none does
   */
  place(
    kind: Step['kind'],
    name: string,
    request: unknown,
    standsIn: (step: Step) => boolean = () => false,
  ): PlacedStep {
    const requestHash = hashRequest(kind, name, request);
    const known =
      this.take((step) => step.kind === kind && step.requestHash === requestHash) ??
      this.take((step) => step.kind === kind && step.name === name && standsIn(step));
    const no = known?.no ?? this.freeNumber();
    this.last = Math.max(this.last, no);
    const key = known?.idempotencyKey ?? `caxton-${this.messageId}-${String(no)}`;
    const asked = kind === 'tool' ? { arguments: preview(request) } : {};
    const approvalId = known?.approvalId;
    const ordinal = this.meet(requestHash);
    return { no, kind, name, requestHash, ordinal, key, known, approvalId, ...asked };
  }

  /**
   * The model is asked something new, so the course of an earlier attempt is left: gives what of it
   * does not hold any more. Calls outside do: they happened, or may have.
   */
  leave(): Step[] {
    const left = this.open.filter(({ idempotencyKey }) => idempotencyKey === undefined);
    for (const step of left) this.open.splice(this.open.indexOf(step), 1);
    return left;
  }

  private take(isMeant: (step: Step) => boolean): Step | undefined {
    const at = this.open.findIndex(isMeant);
    return at === -1 ? undefined : this.open.splice(at, 1)[0];
  }

  private meet(requestHash: string): number {
    const ordinal = (this.met.get(requestHash) ?? 0) + 1;
    this.met.set(requestHash, ordinal);
    return ordinal;
  }

  private freeNumber(): number {
    let no = this.last + 1;
    while (this.numbers.has(no)) no += 1;
    return no;
  }
}
