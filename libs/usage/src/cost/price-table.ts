import { readFileSync } from 'node:fs';
import { z } from 'zod';

const price = z.number().min(0).max(1_000_000);

/** What a million tokens cost, by `provider/model`, or by the model alone. */
const priceTable = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters, such as USD')
    .default('USD'),
  models: z.record(z.string(), z.strictObject({ input: price, output: price })).default({}),
});
export type PriceTable = z.infer<typeof priceTable>;

/** Costs are counted in thousand-millionths of the currency: the price of one token is a whole number of them. */
export const costUnit = 1_000_000_000;

/** Nothing is known to cost anything. */
export const noPrices: PriceTable = { currency: 'USD', models: {} };

/**
 * `CAXTON_PRICES`: JSON, or the path of a file with it.
 * @throws {Error} saying what is wrong with it
 */
export function readPrices(text: string | undefined): PriceTable {
  if (text === undefined) return noPrices;
  try {
    const json = text.trimStart().startsWith('{') ? text : readFileSync(text, 'utf8');
    return priceTable.parse(JSON.parse(json));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(`CAXTON_PRICES cannot be used: ${why}`, { cause });
  }
}

/** In units of {@link costUnit}. Absent: no price of the model is known. */
export function costOf(
  { models }: PriceTable,
  used: { readonly provider: string; readonly model: string } | undefined,
  tokens: { readonly input: number; readonly output: number },
): number | undefined {
  if (used === undefined) return undefined;
  const known = models[`${used.provider}/${used.model}`] ?? models[used.model];
  if (known === undefined) return undefined;
  const perToken = costUnit / 1_000_000;
  return Math.round((tokens.input * known.input + tokens.output * known.output) * perToken);
}
