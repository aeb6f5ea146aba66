import { tally } from '#signals';
import type { ModelName, ModelReply } from '#llm';

/** For whom a model was asked. */
export interface Payer {
  readonly agent: string;
  readonly capability?: string | undefined;
}

/** What tokens of a model cost. Absent: no price of it is known. */
export type CostOf = (
  model: ModelName,
  tokens: { readonly input: number; readonly output: number },
) => { readonly amount: number; readonly currency: string } | undefined;

/**
 * Counts an answer that was made and not replayed, whatever becomes of the work it was for: it is paid for. By who
 * answered, where another model stood in.
 */
export function countPaid(
  { agent, capability = 'none' }: Payer,
  { provider, model }: ModelName,
  { inputTokens: input, outputTokens: output }: ModelReply['usage'],
  costOf: CostOf,
): void {
  const labels = { agent, capability, provider, model };
  tally('tokens', { ...labels, direction: 'input' }, input);
  tally('tokens', { ...labels, direction: 'output' }, output);
  const cost = costOf({ provider, model }, { input, output });
  if (cost !== undefined) tally('cost', { ...labels, currency: cost.currency }, cost.amount);
}
