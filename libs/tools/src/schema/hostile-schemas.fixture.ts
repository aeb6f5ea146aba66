import type { JsonObject, JsonValue } from '#protocol';

/** A schema and arguments that were made to keep whoever checks them busy. */
export interface Hostile {
  readonly what: string;
  readonly schema: JsonObject;
  /** Made when it is needed: some are large. */
  readonly give: () => JsonValue;
}

const nested = (levels: number, wrap: (inner: JsonValue) => JsonValue): JsonValue => {
  let value: JsonValue = 'x';
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
};
const inA = (node: JsonValue): JsonObject => ({ type: 'object', properties: { a: node } });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const child = { type: 'object', properties: { c: { $ref: '#/$defs/n' } }, required: ['c'] };
const tree = (word: string): JsonObject => ({
  ...inA({ $ref: '#/$defs/n' }),
  $defs: {
    n: {
      [word]: [
        { ...child, title: '1' },
        { ...child, title: '2' },
      ],
    },
  },
});
const doubling = (word: string, count: number): JsonObject => ({
  ...inA({ $ref: '#/$defs/d0' }),
  $defs: {
    ...Object.fromEntries(
      times(count, (at) => {
        const next = { $ref: `#/$defs/d${String(at + 1)}` };
        return [`d${String(at)}`, { [word]: [next, next] }];
      }),
    ),
    [`d${String(count)}`]: { type: 'number' },
  },
});
const deepObject = (levels: number): JsonObject => ({ a: nested(levels, (c) => ({ c })) });

/** Each would take seconds to for ever of a checker that counts nothing. */
export const hostileSchemas: readonly Hostile[] = [
  ...['anyOf', 'oneOf', 'allOf'].map((word) => ({
    ...{ what: `a recursive $ref under ${word}`, schema: tree(word), give: () => deepObject(26) },
  })),
  ...['anyOf', 'oneOf', 'allOf'].map((word) => ({
    ...{ what: `references that double under ${word}`, schema: doubling(word, 40) },
    give: () => ({ a: 'x' }),
  })),
  {
    what: 'conditions that double',
    schema: {
      ...inA({ $ref: '#/$defs/n' }),
      $defs: { n: { if: child, then: child, else: { not: child } } },
    },
    give: () => deepObject(40),
  },
  {
    what: 'a reference to itself',
    schema: { ...inA({ $ref: '#/$defs/n' }), $defs: { n: { $ref: '#/$defs/n' } } },
    give: () => ({ a: 1 }),
  },
  {
    what: 'a schema that is its own alternative',
    schema: { type: 'object', anyOf: [{ $ref: '#' }, { $ref: '#' }] },
    give: () => ({}),
  },
  {
    what: 'unique items that are objects',
    schema: inA({ type: 'array', uniqueItems: true }),
    give: () => ({ a: times(100_000, (at) => ({ at, same: 'x'.repeat(20) })) }),
  },
  {
    what: 'a long list of values and a long list of arguments',
    schema: inA({ type: 'array', items: { enum: times(9_000, (at) => `v${String(at)}`) } }),
    give: () => ({ a: times(100_000, () => 'none') }),
  },
  {
    what: 'values that are alike but for their ends',
    schema: inA({ type: 'array', items: { enum: times(500, (at) => ['y'.repeat(99), at]) } }),
    give: () => ({ a: times(20_000, () => ['y'.repeat(99), -1]) }),
  },
  {
    what: 'many schemas for each of many items',
    schema: inA({
      type: 'array',
      items: { allOf: times(2_000, () => ({ not: { type: 'object' } })) },
    }),
    give: () => ({ a: times(100_000, () => 1) }),
  },
  {
    what: 'many names for each of many objects',
    schema: inA({
      type: 'array',
      items: { required: times(8_000, (at) => `r${String(at)}`) },
    }),
    give: () => ({ a: times(50_000, () => ({})) }),
  },
  {
    what: 'what nothing has spoken of, asked again and again',
    schema: {
      ...inA({ $ref: '#/$defs/n' }),
      $defs: { n: { anyOf: [child, child], unevaluatedProperties: false } },
    },
    give: () => deepObject(60),
  },
  {
    what: 'names that must fit, and items that must be found',
    schema: inA({
      type: 'array',
      contains: {
        propertyNames: { anyOf: times(1_000, (at) => ({ const: `n${String(at)}` })) },
        minProperties: 1,
      },
    }),
    give: () => ({ a: times(10_000, () => ({ zzz: 1 })) }),
  },
  {
    what: 'a very long text',
    schema: inA({ allOf: times(2_000, () => ({ minLength: 5_000_000 })) }),
    give: () => ({ a: '😀'.repeat(2_000_000) }),
  },
  {
    what: 'arguments that are nested without end',
    schema: {
      ...inA({ $ref: '#/$defs/n' }),
      $defs: { n: { properties: { c: { $ref: '#/$defs/n' } } } },
    },
    give: () => deepObject(3_000),
  },
  {
    what: 'a reference as long as it may be',
    schema: {
      ...inA({ type: 'array', items: { $ref: `#/$defs/${'n'.repeat(20_000)}` } }),
      $defs: { ['n'.repeat(20_000)]: {} },
    },
    give: () => ({ a: times(100_000, () => 1) }),
  },
];
