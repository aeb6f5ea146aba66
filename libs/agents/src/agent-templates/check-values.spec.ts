import type { JsonValue, TemplateParameter } from '#protocol';
import { checkValues } from './check-values.js';

const parameter = (more: Partial<TemplateParameter>): TemplateParameter => ({
  ...{ name: 'it', type: 'string', description: 'What it is.' },
  ...more,
});
const check = (more: Partial<TemplateParameter>, it?: JsonValue) =>
  checkValues([parameter(more)], it === undefined ? {} : { it });
const ruleOf = (more: Partial<TemplateParameter>, it?: JsonValue): string[] =>
  check(more, it).errors.map(({ field, rule }) => `${field} ${rule}`);

describe(checkValues, () => {
  it('takes what is given, and else what counts by default', () => {
    expect(check({ default: 'this' }).values).toEqual({ it: 'this' });
    expect(check({ default: 'this' }, 'that').values).toEqual({ it: 'that' });
    expect(check({ default: 'this' }, null).values).toEqual({ it: 'this' });
    expect(check({}).values).toEqual({});
  });

  it('names a parameter that there is none of, with the nearest and all that there are', () => {
    const { errors } = checkValues([parameter({ name: 'specialization' })], {
      specialisation: 'x',
    });
    expect(errors).toEqual([
      {
        field: 'parameters.specialisation',
        rule: 'unknown_field',
        message:
          'is no parameter of the template (did you mean specialization?); it takes specialization',
        allowed: ['specialization'],
      },
    ]);
  });

  it('says what one that is missing is for', () => {
    expect(check({ required: true }).errors).toEqual([
      { field: 'parameters.it', rule: 'required', message: 'is required: What it is.' },
    ]);
    expect(ruleOf({ required: true }, ' ')).toEqual(['parameters.it min_length']);
    expect(ruleOf({ required: true, type: 'array' }, [])).toEqual(['parameters.it min_items']);
  });

  it.each<[string, Partial<TemplateParameter>, JsonValue]>([
    ['type', {}, 1],
    ['type', { type: 'integer' }, 1.5],
    ['type', { type: 'integer' }, '1'],
    ['type', { type: 'number' }, true],
    ['type', { type: 'boolean' }, 'true'],
    ['type', { type: 'array' }, 'one'],
    ['max_length', { max_length: 3 }, 'four'],
    ['max_length', {}, 'x'.repeat(2_001)],
    ['allowed', { options: ['a', 'b'] }, 'c'],
    ['minimum', { type: 'integer', minimum: 1 }, 0],
    ['maximum', { type: 'number', maximum: 1 }, 1.1],
    ['max_items', { type: 'array', max_items: 1 }, ['a', 'b']],
  ])('refuses by %s: %j with %j', (rule, more, value) => {
    expect(ruleOf(more, value)).toEqual([`parameters.it ${rule}`]);
  });

  it('says which entry of a list is wrong', () => {
    expect(ruleOf({ type: 'array' }, ['a', 2])).toEqual(['parameters.it[1] type']);
    expect(ruleOf({ type: 'array', options: ['a'] }, ['a', 'b'])).toEqual([
      'parameters.it[1] allowed',
    ]);
  });

  it('tells everything that is wrong at once', () => {
    const { errors } = checkValues(
      [parameter({ name: 'one', required: true }), parameter({ name: 'two', type: 'integer' })],
      { two: 'x', three: 3 },
    );
    expect(errors.map(({ field }) => field)).toEqual([
      'parameters.three',
      'parameters.one',
      'parameters.two',
    ]);
  });

  it('finds no values that an object merely inherits', () => {
    expect(checkValues([parameter({ name: 'constructor' })], {}).values).toEqual({});
  });

  it('tells twenty names that are none, however many there are', () => {
    const many = Object.fromEntries(
      Array.from({ length: 9_000 }, (_, at) => [`n${String(at)}`, 1]),
    );
    expect(checkValues([parameter({})], many).errors).toHaveLength(20);
  });
});
