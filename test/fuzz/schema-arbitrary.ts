import fc, { type Arbitrary } from 'fast-check';

/** What the document says of a value. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly format?: string;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
}

/** Deeper than any schema has reason to be; what refers to itself ends here. */
const deepest = 6;

/** Values that fit a schema, or nearly: edges of its limits as well as plain ones. */
export class SchemaArbitraries {
  constructor(private readonly named: Readonly<Record<string, JsonSchema>>) {}

  of(schema: JsonSchema, depth = 0): Arbitrary<unknown> {
    const { example, examples = example === undefined ? [] : [example] } = schema;
    const values = this.valuesOf(schema, depth);
    return examples.length === 0 ? values : fc.oneof(values, fc.constantFrom(...examples));
  }

  private valuesOf(schema: JsonSchema, depth: number): Arbitrary<unknown> {
    if (depth > deepest) return fc.constant(null);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const choices = this.choicesOf(schema);
    if (choices.length > 0) return fc.oneof(...choices.map((one) => this.of(one, depth + 1)));
    const types = [schema.type ?? []].flat();
    if (types.length === 0) return fc.jsonValue({ maxDepth: 2 });
    return fc.oneof(...types.map((type) => this.ofType(type, schema, depth)));
  }

  /** The schemas of which a value has to fit one; of several that it has to fit, the first must do. */
  private choicesOf({ $ref, anyOf, allOf, type }: JsonSchema): readonly JsonSchema[] {
    if ($ref !== undefined) return [this.find($ref)];
    if (anyOf !== undefined) return anyOf;
    return type === undefined ? (allOf ?? []).slice(0, 1) : [];
  }

  private ofType(type: string, schema: JsonSchema, depth: number): Arbitrary<unknown> {
    if (type === 'object') return this.ofObject(schema, depth);
    if (type === 'array') return this.ofArray(schema, depth);
    if (type === 'string') return textOf(schema);
    if (type === 'integer') return fc.integer(numbersOf(schema));
    if (type === 'number') return fc.double({ ...numbersOf(schema), noNaN: true });
    return type === 'boolean' ? fc.boolean() : fc.constant(null);
  }

  private ofArray({ items = {}, minItems = 0, maxItems = 4 }: JsonSchema, depth: number) {
    const bounds = {
      minLength: Math.min(minItems, 20),
      maxLength: Math.max(minItems, Math.min(maxItems, 4)),
    };
    return fc.array(this.of(items, depth + 1), bounds);
  }

  private ofObject(schema: JsonSchema, depth: number): Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties: more } = schema;
    const fields = Object.entries(properties).map(
      ([name, field]) => [name, this.of(field, depth + 1)] as const,
    );
    const known = recordOf(Object.fromEntries(fields), required);
    if (fields.length > 0 || more === false) return known;
    const value =
      typeof more === 'object' ? this.of(more, depth + 1) : fc.jsonValue({ maxDepth: 2 });
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), value, { maxKeys: 4 });
  }

  private find(ref: string): JsonSchema {
    const name = ref.replace('#/components/schemas/', '');
    const found = this.named[name];
    if (found === undefined) throw new Error(`The document has no ${ref}`);
    return found;
  }
}

/**
 * Objects of some fields. A third have those only that must be there: the more are given, the sooner one
 * of them is refused, and nothing behind the checks is reached.
 */
export function recordOf<T>(
  fields: Readonly<Record<string, Arbitrary<T>>>,
  required: readonly string[],
): Arbitrary<Readonly<Record<string, T | undefined>>> {
  const requiredKeys = required.filter((name) => name in fields);
  const needed = Object.fromEntries(
    Object.entries(fields).filter(([name]) => requiredKeys.includes(name)),
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.record(fields, { requiredKeys }) },
    { weight: 1, arbitrary: fc.record(needed) },
  );
}

const known: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2030-01-02T03:04:05Z', '2030-12-31T23:59:59.999+02:00', '1999-01-01T00:00:00Z'],
  uri: [
    'https://nowhere.invalid/a',
    'http://127.0.0.1:9/x',
    'https://user:x@nowhere.invalid',
    'file:///etc/passwd',
  ],
  ipv4: ['10.0.0.1'],
  ipv6: ['2001:db8::1'],
  cidrv4: ['10.0.0.0/8'],
  cidrv6: ['2001:db8::/32'],
};

function textOf({
  pattern,
  allOf = [],
  format = isDate(allOf) ? 'date-time' : '',
  minLength = 0,
  maxLength = 60,
}: JsonSchema): Arbitrary<string> {
  const bounds = {
    minLength: Math.min(minLength, 1_000),
    maxLength: Math.max(minLength, Math.min(maxLength, 60)),
  };
  const free = fc.string({ ...bounds, unit: 'grapheme' });
  const texts = known[format];
  if (texts !== undefined) return fc.constantFrom(...texts);
  if (pattern === undefined) return free;
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), {
      maxLength: Math.max(bounds.maxLength, 8),
    });
  } catch {
    // It looks ahead, which cannot be turned round; durations and names make up most of these.
    return fc.constantFrom('30s', '1h', 'name', 'a_b', '2030-01-02T03:04:05Z');
  }
}

/** Dates within what Postgres can hold are written as two patterns at once. */
function isDate(patterns: readonly JsonSchema[]): boolean {
  return patterns.some(({ pattern = '' }) => pattern.includes('02-29'));
}

function numbersOf({ minimum, maximum }: JsonSchema): { min: number; max: number } {
  const min = Math.max(minimum ?? -1_000, -2_147_483_648);
  return { min, max: Math.max(min, Math.min(maximum ?? 1_000_000, 2_147_483_647)) };
}
