import type { JsonObject, JsonValue } from '#protocol';
import type { Tool } from '../tool.js';
import { evaluate } from './evaluate.js';

const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['expression'],
  properties: {
    expression: {
      type: 'string',
      minLength: 1,
      maxLength: 1_000,
      description:
        'Arithmetic such as "(1200 - 950) / 950 * 100": + - * / ^ % and parentheses, pi, e, and functions such as sqrt, round(x, digits), sum, mean, median, std, min, max, log(x, base), exp.',
    },
    variables: {
      type: 'object',
      maxProperties: 50,
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$' },
      additionalProperties: { type: 'number' },
      description: 'Numbers that the expression names.',
    },
  },
};

/**
 * `calculator`: the value of an arithmetic expression, in decimal with 34 digits, so that 0.1 + 0.2 is
 * 0.3. Nothing but numbers and a closed list of functions; `result` is the number, `exact` its digits.
 */
export function createCalculator(): Tool {
  return {
    name: 'calculator',
    description:
      'Computes an arithmetic expression exactly (decimal, 34 digits). Use it for every calculation instead of computing yourself.',
    examples: ['How much is 17.5 % of 2,340?', 'What is the growth from 950 to 1200 in percent?'],
    safety: 'read_only',
    parameters,
    timeoutMs: 5_000,
    execute: async (args): Promise<JsonValue> => {
      const { expression, variables = {} } = args as unknown as CalculatorArguments;
      const exact = evaluate(expression, variables);
      return { expression, result: Number(exact), exact };
    },
  };
}

interface CalculatorArguments {
  readonly expression: string;
  readonly variables?: Readonly<Record<string, number>>;
}
