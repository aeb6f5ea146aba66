import type { AnswerOf } from '#client';
import { readNames } from '../run/arguments.js';
import { CliError } from '../run/cli-error.js';

type Parameter = AnswerOf<'getTemplate'>['parameters'][number];
type Type = Parameter['type'];

/**
 * Values as they are typed, `name=value`, as the template has them: numbers, lists with commas between. What does not
 * fit stays a text, so that the server says what is wrong with it.
 * @throws {CliError} one is no `name=value`
 */
export function readValues(
  given: readonly string[],
  parameters: readonly Pick<Parameter, 'name' | 'type'>[],
): Record<string, unknown> {
  const types = new Map<string, Type>(parameters.map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    given.map((text) => {
      const [name, value] = splitOnce(text);
      return [name, readValue(value, types.get(name))];
    }),
  );
}

function splitOnce(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  throw new CliError('usage', `"${text}" is no name=value.`, 'Such as --set specialization=sales.');
}

const readValue = (value: string, type: Type | undefined): unknown =>
  (type === undefined ? undefined : readers[type])?.(value) ?? value;

const readNumber = (value: string): unknown =>
  value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value);

const readers: Partial<Record<Type, (value: string) => unknown>> = {
  integer: readNumber,
  number: readNumber,
  boolean: (value) => value === 'true' || (value === 'false' ? false : value),
  array: readNames,
};
