import type { JsonObject } from '#protocol';
import { ToolBox } from '../tool-box.js';
import { ToolExecutor } from '../tool-executor.js';
import { createCalculator } from './calculator.js';

const executor = new ToolExecutor(new ToolBox([createCalculator()]));

async function compute(args: JsonObject): Promise<string> {
  const outcome = await executor.execute(
    { id: 'c1', name: 'calculator', arguments: args, idempotencyKey: 'k' },
    {
      allowed: ['calculator'],
      signal: new AbortController().signal,
      priorResult: () => undefined,
    },
  );
  if (!outcome.ok) return `${outcome.error.code}: ${outcome.error.message}`;
  return (outcome.result as { exact: string }).exact;
}

describe(createCalculator, () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['(1200 - 950) / 950 * 100', '26.31578947368421052631578947368421'],
    ['2^10', '1024'],
    ['2**10', '1024'],
    ['-3 ^ 2', '-9'],
    ['2340 * 17.5%', '409.5'],
    ['10 mod 3', '1'],
    ['sqrt(2) * sqrt(2)', '2'],
    ['round(2.345, 2)', '2.35'],
    ['sum(0.1, 0.2, 0.3) + mean(1, 2, 6)', '3.6'],
    ['median(4, 1, 2) + std(1, 2, 3)', '3'],
    ['log(1000, 10)', '3'],
    ['1e15 + 0.01', '1000000000000000.01'],
  ])('computes %s in decimal', async (expression, exact) => {
    const found = await compute({ expression });

    expect(Number(found)).toBeCloseTo(Number(exact), 25);
    expect(found.slice(0, 30)).toBe(exact.slice(0, 30));
  });

  it('takes variables by name', async () => {
    expect(await compute({ expression: 'price * n', variables: { price: 19.99, n: 3 } })).toBe(
      '59.97',
    );
  });

  it.each([
    '9**9**9',
    '9^9^9^9',
    'exp(9^9)',
    '10^10001',
    '(1e900)^(1e900)',
    '1e400 * 1e900',
    'exp(1e300)',
  ])('refuses %s at once instead of working on it', async (expression) => {
    const startedAt = performance.now();

    expect(await compute({ expression })).toMatch(/at most 1000 digits|not a finite number/);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it.each([
    'import("fs")',
    'process.exit()',
    'constructor',
    '__proto__',
    'a.constructor.constructor("return process")()',
    'cos.constructor("return 1")()',
    'f(x) = x; f(1)',
    'x = 3',
    'evaluate("1+1")',
    'parse("1")',
    'createUnit("x")',
    'ones(100000)',
    'factorial(1000000)',
    '5!',
    '1:1000000000',
    '[1, 2]',
    '"text"',
    'true',
    '2 kg',
    'sqrt(-1)',
    '1 / 0',
    '0 / 0',
    '1 +',
    'hasOwnProperty',
  ])('computes nothing but arithmetic: %s', async (expression) => {
    expect(await compute({ expression })).toMatch(/^TOOL_ARGUMENTS_INVALID/);
  });

  it('answers the longest expression of the dearest functions in bearable time', async () => {
    const startedAt = performance.now();

    await compute({ expression: Array.from({ length: 100 }, () => 'exp(2e3)').join('+') });

    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('knows no variable that was not given, whatever it is called', async () => {
    expect(await compute({ expression: 'toString', variables: {} })).toContain(
      '"toString" is not known',
    );
    expect(await compute({ expression: 'x', variables: { 'x y': 1 } })).toMatch(/^TOOL_ARGUMENTS/);
  });
});
