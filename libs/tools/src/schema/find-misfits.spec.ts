import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '#protocol';
import { findMisfits } from './find-misfits.js';
import { findSchemaFault } from './find-schema-fault.js';
import { hostileSchemas } from './hostile-schemas.fixture.js';

const told = (schema: JsonObject, value: JsonValue): string[] =>
  findMisfits(schema, value).map(({ place, rule }) => `${place.join('.')} ${rule}`);

/** Of the processor, most of it for compiling: each was made to take seconds to for ever. */
const mostMs = 1_000;

/** Small schemas of every word, over few names and values, so that they bite. */
const { schema: anySchema } = fc.letrec<{ schema: JsonValue }>((tie) => {
  const inner = tie('schema');
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  const name = fc.constantFrom('a', 'b', 'c');
  const byName = fc.dictionary(name, inner, { maxKeys: 2 });
  const scalar = fc.constantFrom<JsonValue>(0, 1, 2.5, 'a', 'bb', '😀', true, null);
  const type = fc.constantFrom('string', 'number', 'integer', 'object', 'array', 'null', 'boolean');
  const count = fc.nat({ max: 3 });
  const names = fc.uniqueArray(name, { maxLength: 2 });
  const words: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    ...{ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) },
    ...{ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }), const: scalar },
    ...{ minimum: count, maximum: count, exclusiveMinimum: count, exclusiveMaximum: count },
    ...{ multipleOf: fc.constantFrom(1, 2, 0.5), minLength: count, maxLength: count },
    ...{ properties: byName, additionalProperties: inner, required: names },
    ...{ dependentRequired: fc.dictionary(name, names, { maxKeys: 2 }), dependentSchemas: byName },
    ...{ propertyNames: inner, minProperties: count, maxProperties: count },
    ...{ prefixItems: list, items: inner, minItems: count, maxItems: count },
    ...{ uniqueItems: fc.boolean(), contains: inner, minContains: count, maxContains: count },
    ...{ unevaluatedProperties: inner, unevaluatedItems: inner },
    ...{ allOf: list, anyOf: list, oneOf: list, not: inner, if: inner, then: inner, else: inner },
    $ref: fc.constantFrom('#/$defs/one', '#/$defs/two'),
  };
  const word = fc.oneof(
    ...Object.entries(words).map(([key, value]) => value.map((asked) => ({ [key]: asked }))),
  );
  const some = fc
    .array(word, { maxLength: 3 })
    .map((parts) => Object.assign({}, ...parts) as JsonObject);
  return {
    schema: fc.oneof({ maxDepth: 3, withCrossShrink: false }, fc.boolean(), {
      arbitrary: some,
      weight: 6,
    }),
  };
});
const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(0, 1, 2.5, 3, 'a', 'bb', '😀', true, null),
    fc.array(tie('value'), { maxLength: 3 }) as fc.Arbitrary<JsonValue>,
    // What is read from JSON has the usual prototype, which the other checker compares.
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }) as fc.Arbitrary<JsonValue>,
  ),
}));

/**
 * Where the other checker is known to err: it overlooks `contains` beside `prefixItems` and what is beside `not` of
 * everything, and of what is evaluated it loses account wherever branches are tried.
 */
function isMisjudged(schema: string): boolean {
  const has = (word: string): boolean => schema.includes(`"${word}"`);
  if (has('contains') && has('prefixItems')) return true;
  if (/"not":(?:true|\{\})/.test(schema)) return true;
  const rests = schema.split('"unevaluated').length - 1;
  return rests > 1 || (rests === 1 && branches.some(has));
}
const branches = ['contains', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'];

describe(findMisfits, () => {
  it.each([
    [{ prefixItems: [{ type: 'string' }], contains: {} }, [], ' contains'],
    [{ unevaluatedItems: { minItems: 1 }, contains: {} }, [[]], undefined],
    [
      { anyOf: [{}, { items: {}, type: 'string' }], unevaluatedItems: { minItems: 1 } },
      [[]],
      '0 minItems',
    ],
  ])('judges %j of %j by the standard where another checker does not', (schema, value, misfit) => {
    expect(told(schema as JsonObject, value)).toEqual(misfit === undefined ? [] : [misfit]);
  });

  it('finds a misfit where another checker of the same standard finds one, and nowhere else', () => {
    const leaf = fc.constantFrom<JsonValue>(
      { type: 'string' },
      { required: ['a'] },
      { minItems: 1 },
    );
    fc.assert(
      fc.property(anySchema, anyValue, leaf, leaf, (schema, value, one, two) => {
        const whole = { allOf: [schema], $defs: { one, two } };
        fc.pre(!isMisjudged(JSON.stringify(schema)));
        const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
        expect(findMisfits(whole, value).length === 0).toBe(ajv.validate(whole, value));
      }),
      { numRuns: 400 },
    );
  });

  it('names places, rules and what is missing or too many', () => {
    const schema = {
      ...{ type: 'object', required: ['url'], additionalProperties: false },
      properties: { url: {}, list: { items: { type: 'integer', minimum: 3 } } },
    };
    expect(told(schema, { more: 1, list: [3, 'x', 2] })).toEqual([
      ' required',
      ' additionalProperties',
      'list.1 type',
      'list.2 minimum',
    ]);
    expect(findMisfits(schema, {})[0]).toMatchObject({ name: 'url' });
  });

  it('tells of alternatives what each of them misses first', () => {
    const schema = { anyOf: [{ type: 'null' }, { properties: { a: { type: 'string' } } }] };
    expect(findMisfits(schema, { a: 1 })).toMatchObject([
      { message: 'must fit one of its alternatives: must be null, or a must be string' },
    ]);
  });

  it('knows own properties only', () => {
    const schema = { properties: { toString: { type: 'number' } }, required: ['constructor'] };
    expect(told(schema, {})).toEqual([' required']);
    const own = JSON.parse('{"__proto__": 1}') as JsonValue;
    expect(told({ properties: {}, additionalProperties: false }, own)).toEqual([
      ' additionalProperties',
    ]);
  });

  it('checks what people use: trees of files, lists of definitions, large tables', () => {
    const tree = {
      ...{ type: 'object', required: ['root'], properties: { root: { $ref: '#/$defs/node' } } },
      $defs: {
        node: {
          ...{ type: 'object', required: ['name'], additionalProperties: false },
          properties: {
            name: { type: 'string' },
            children: {
              anyOf: [{ type: 'array', items: { $ref: '#/$defs/node' } }, { type: 'null' }],
            },
          },
        },
      },
    };
    let root: JsonObject = { name: 'leaf', children: null };
    for (let level = 0; level < 30; level += 1) root = { name: 'dir', children: [root, root] };
    const small = { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] };
    expect(told(tree, { root: small })).toEqual([]);
    expect(told(tree, { root: { ...small, size: 1 } })).toEqual(['root additionalProperties']);
    // As many nodes as nobody's tree has: two to the thirtieth.
    expect(told(tree, { root })).toEqual([' effort']);
    const table = { properties: { rows: { items: { type: 'array', items: { type: 'number' } } } } };
    expect(told(table, { rows: Array.from({ length: 5_000 }, () => [1, 2, 3, 4, 5]) })).toEqual([]);
  });

  it.each(hostileSchemas.map(({ what }) => what))('is done soon with %s', (name) => {
    const hostile = hostileSchemas.find(({ what }) => what === name);
    if (hostile === undefined) throw new Error('It is not there.');
    const { schema, give } = hostile;
    const given = give();
    const before = process.cpuUsage();
    expect(findSchemaFault(schema)).toBeUndefined();
    expect(told(schema, given)).not.toEqual([]);
    // Of the processor's time, which busy neighbours do not lengthen.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(mostMs);
  });

  it.each([
    [{ type: 'no-type' }, '"type" does not take'],
    [{ properties: [] }, 'no object of schemas'],
    [{ properties: { a: 5 } }, '/properties/a is neither'],
    [{ anyOf: {} }, 'no list of schemas'],
    [{ required: [1] }, 'does not take'],
    [{ minLength: -1 }, 'does not take'],
    [{ multipleOf: 0 }, 'does not take'],
    [{ $ref: '#/nowhere' }, 'which it does not have'],
    [{ $ref: '#/constructor' }, 'which it does not have'],
    [{ $ref: '#name' }, 'by an anchor'],
    [{ $dynamicRef: '#' }, 'write $ref'],
    [{ $ref: '#/x', x: { type: 'no-type' } }, 'does not take'],
    [{ $ref: '#/default/p', default: { p: { pattern: '(a+)+$' } } }, 'which is data'],
    [{ $ref: '#/properties/a/enum/0', properties: { a: { enum: [{}] } } }, 'which is data'],
    [{ $ref: '#/%64efault/p', default: { p: {} } }, 'which is data'],
  ])('is preceded by finding the fault in %j', (schema, why) => {
    expect(findSchemaFault(schema as JsonObject)).toContain(why);
  });
});
