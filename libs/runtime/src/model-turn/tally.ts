import type { ModelName, ModelReply } from '#llm';

/** What a turn cost so far; counted also when the turn fails in the end. */
export class Tally {
  private input = 0;
  private output = 0;
  private asked: { readonly provider: string; readonly model: string } | undefined;

  count({ usage }: Pick<ModelReply, 'usage'>): void {
    this.add({ input: usage.inputTokens, output: usage.outputTokens });
  }

  /** Paid by an earlier attempt for what this one does not use. */
  add({ input, output }: { readonly input: number; readonly output: number }): void {
    this.input += input;
    this.output += output;
  }

  asks({ provider, model }: ModelName): void {
    this.asked = { provider, model };
  }

  get tokens(): { readonly input: number; readonly output: number } {
    return { input: this.input, output: this.output };
  }

  get total(): number {
    return this.input + this.output;
  }

  /** Absent when no model was asked. */
  get model(): { readonly provider: string; readonly model: string } | undefined {
    return this.asked;
  }
}
