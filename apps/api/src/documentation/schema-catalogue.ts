import { z } from 'zod';

/** A JSON Schema (2020-12), which is what OpenAPI 3.1 speaks. */
export type JsonSchema = Record<string, unknown>;

/** A schema as the OpenAPI document refers to it. */
interface Converted {
  readonly schema: JsonSchema;
  readonly components: Record<string, JsonSchema>;
}

/** Marks the schema of a body that may be left out, until the document says so beside it. */
export const mayBeLeftOut = 'x-may-be-left-out';

/** One schema answers many operations, the error all of them: converted once each, a start takes 3.2 s of CPU in place of 3.5. */
const ConvertedSchemas = WeakMap<z.ZodType, JsonSchema>;

/**
 * Turns zod schemas into JSON Schema and keeps those with an id (`.meta({ id })`) as components, so that
 * the object that checks a request is the object that documents it.
 */
export class SchemaCatalogue {
  private readonly named = new Map<string, JsonSchema>();
  private readonly converted = { input: new ConvertedSchemas(), output: new ConvertedSchemas() };

  /** The named schemas met so far, in alphabetical order. */
  get components(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Nothing for what is no zod schema. A named schema becomes a reference to its component. */
  convert(schema: unknown, io: 'input' | 'output'): Converted | undefined {
    if (!(schema instanceof z.ZodType)) return undefined;
    const known = this.converted[io].get(schema);
    if (known !== undefined) return { schema: { ...known }, components: {} };
    const made = this.convertNew(schema, io);
    this.converted[io].set(schema, made);
    return { schema: { ...made }, components: {} };
  }

  private convertNew(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const whole = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
    const { $schema: _dialect, $defs = {}, ...root } = simplify(whole) as JsonSchema;
    for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>)) {
      if (!isAnonymous(name)) this.keep(name, definition);
    }
    const isOptional = io === 'input' && schema instanceof z.ZodOptional;
    return isOptional ? { ...root, [mayBeLeftOut]: true } : root;
  }

  /** A name stands for one schema: a second meaning would silently change the first's operations. */
  private keep(name: string, definition: JsonSchema): void {
    const known = this.named.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(
        `Two schemas go by the name ${name}, or it is used both for input and output.`,
      );
    }
    this.named.set(name, definition);
  }
}

/** Zod names the definition of recursive schemas itself; ours is `any JSON`. */
const isAnonymous = (name: string): boolean => name.startsWith('__schema');

/** References lead to the components, `any JSON` is `{}`, and noise that every object would carry goes. */
function simplify(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplify);
  if (typeof value !== 'object' || value === null) return value;
  const { $ref: reference, ...rest } = value as JsonSchema;
  if (typeof reference === 'string') return refer(reference, rest);
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([key, item]) => !(key === 'propertyNames' && isPlainString(item)))
      .map(([key, item]) => [key, simplify(item)]),
  );
}

function refer(reference: string, siblings: JsonSchema): unknown {
  const name = reference.replace('#/$defs/', '');
  const kept = simplify(siblings) as JsonSchema;
  return isAnonymous(name) ? kept : { ...kept, $ref: `#/components/schemas/${name}` };
}

function isPlainString(item: unknown): boolean {
  return JSON.stringify(item) === '{"type":"string"}';
}
