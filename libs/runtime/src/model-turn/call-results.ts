import type { JsonValue } from '#protocol';
import type { PlacedCall } from './placed-call.js';

/** How a call ended, under the id that the model gave it. */
interface Ended {
  readonly placed: PlacedCall;
  /** Absent: it failed, or its whole result was not kept. */
  readonly value?: JsonValue;
  /** An earlier attempt made it, and its whole result was not kept. */
  readonly isLost?: true;
}

/**
 * What the calls of one turn returned. Steps tell calls apart; the id is the model's word, and a model may
 * say it twice: then it stands for the call that was placed last.
 */
export class CallResults {
  private readonly bySteps = new Map<number, JsonValue>();
  private readonly byIds = new Map<string, Ended>();

  returned(placed: PlacedCall, value: JsonValue): void {
    this.bySteps.set(placed.step.no, value);
    this.end({ placed, value });
  }

  failed(placed: PlacedCall): void {
    this.end({ placed });
  }

  /** Its result has to be read again before another call can read it. */
  lost(placed: PlacedCall): void {
    this.end({ placed, isLost: true });
  }

  /** All of what a step returned. */
  ofStep(no: number): JsonValue | undefined {
    return this.bySteps.get(no);
  }

  /** What later calls read as `step:<id>`. */
  named(id: string): JsonValue | undefined {
    return this.byIds.get(id)?.value;
  }

  /** Lost ones whose ids stand in a text. */
  lostIn(text: string): PlacedCall[] {
    return [...this.byIds.values()].flatMap(({ placed, isLost }) =>
      isLost === true && text.includes(placed.call.id) ? [placed] : [],
    );
  }

  /** Calls beside each other end in any order. */
  private end(ended: Ended): void {
    const { call, before } = ended.placed;
    const other = this.byIds.get(call.id)?.placed.before.callsMade ?? -1;
    if (other <= before.callsMade) this.byIds.set(call.id, ended);
  }
}
