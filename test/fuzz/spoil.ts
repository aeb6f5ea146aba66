import fc, { type Arbitrary } from 'fast-check';

/** Values that fit hardly anywhere, and those that break careless readers. */
const odd: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, 9_007_199_254_740_991, -2_147_483_649],
  ...['', ' ', '\u0000', '\ud83d', 'a\u202eb', 'ß'.repeat(300), '__proto__', 'null', '0x10', '1e9'],
  ...['2024-13-45T99:99:99Z', '-5s', '999999999h', '{{system}}', '../../etc', "' or 1=1 --", '%00'],
  ...[[], [[]], ['x'], {}, { a: 1 }, { constructor: 1 }, { $ne: null }],
];

/** What is done to a value at one of its places. */
type Spoiling =
  | { readonly kind: 'replace'; readonly at: number; readonly by: unknown }
  | { readonly kind: 'drop'; readonly at: number }
  | { readonly kind: 'add'; readonly at: number; readonly by: unknown };

export const spoilings: Arbitrary<Spoiling | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      at: fc.nat(200),
      by: fc.constantFrom(...odd),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), at: fc.nat(200) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      at: fc.nat(200),
      by: fc.constantFrom(...odd),
    }),
  },
);

/** Odd texts, for parts of a URL. */
export const oddText: Arbitrary<string> = fc.constantFrom(
  ...odd.filter((value): value is string => typeof value === 'string' && value.isWellFormed()),
);

/** A copy of the value with one of its places spoiled. */
export function spoil(value: unknown, spoiling: Spoiling | undefined): unknown {
  if (spoiling === undefined) return value;
  const whole: Holder = { value: structuredClone(value) };
  const places = placesOf(whole);
  const [holder, key] = places[spoiling.at % places.length] ?? [whole, 'value'];
  if (spoiling.kind === 'replace') holder[key] = spoiling.by;
  else if (spoiling.kind === 'drop') Reflect.deleteProperty(holder, key);
  else holder['not_a_field'] = spoiling.by;
  return whole['value'];
}

type Holder = Record<string, unknown>;

function placesOf(whole: Holder): (readonly [Holder, string])[] {
  return Object.keys(whole).flatMap((key) => {
    const inside = whole[key];
    const below = typeof inside === 'object' && inside !== null ? placesOf(inside as Holder) : [];
    return [[whole, key] as const, ...below];
  });
}
