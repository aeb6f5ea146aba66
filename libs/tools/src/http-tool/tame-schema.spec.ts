import { Ajv2020 } from 'ajv/dist/2020.js';
import { requireSchema, tameSchema } from './tame-schema.js';

const accepts = (schema: Parameters<typeof tameSchema>[0], value: unknown): boolean =>
  new Ajv2020({ strict: false, logger: false }).validate(tameSchema(schema), value);

describe(tameSchema, () => {
  it('closes every object that says nothing of further properties', () => {
    const schema = {
      properties: { a: { type: 'object', properties: { b: {} } }, open: { type: 'object' } },
    } as const;
    expect(accepts(schema, { a: { b: 1 }, open: { any: 1 } })).toBe(true);
    expect(accepts(schema, { a: { c: 1 } })).toBe(false);
    expect(accepts(schema, { c: 1 })).toBe(false);
    expect(accepts({}, { c: 1 })).toBe(false);
  });

  it('closes the arguments also where schemas are combined', () => {
    const schema = { allOf: [{ properties: { a: {} } }, { properties: { b: {} } }] } as const;
    expect(accepts(schema, { a: 1 })).toBe(true);
    expect(accepts(schema, { a: 1, c: 1 })).toBe(false);
  });

  it('leaves a word for a property alone, whatever it means elsewhere', () => {
    const schema = { properties: { pattern: { type: 'string' }, $id: {}, format: {} } };
    expect(accepts(schema, { pattern: 'x', $id: 1, format: 2 })).toBe(true);
  });

  it('names nothing and matches nothing, so that it cannot collide or take for ever', () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'https://example.com/same',
      properties: { a: { type: 'string', pattern: '^(a+)+$', format: 'regex' } },
    };
    expect(JSON.stringify(tameSchema(schema))).not.toMatch(/draft-07|same|a\+|format/);
    expect(accepts(schema, { a: `${'a'.repeat(40)}!` })).toBe(true);
  });

  it.each([
    [{ type: 'array' }, 'must describe an object'],
    [{ properties: { a: { $ref: 'https://evil.example/schema' } } }, 'another document'],
    [{ properties: { a: { type: 'no-type' } } }, 'is no JSON Schema'],
    [{ properties: { a: { $ref: '#/nowhere' } } }, 'is no JSON Schema'],
    [{ description: 'x'.repeat(70_000) }, 'longer than'],
  ])('refuses %j', (schema, why) => {
    expect(() => requireSchema(schema)).toThrow(why);
  });

  it('refuses what is nested too deep', () => {
    let deep: Parameters<typeof tameSchema>[0] = {};
    for (let level = 0; level < 40; level += 1) deep = { properties: { a: deep } };
    expect(() => tameSchema(deep)).toThrow('nested deeper');
  });
});
