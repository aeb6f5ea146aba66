import { findOutputSchemaFault } from './output-schema.js';

const schema = {
  type: 'object',
  required: ['summary'],
  properties: {
    summary: { type: 'string' },
    items: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } },
  },
  additionalProperties: false,
};

describe(findOutputSchemaFault, () => {
  it('finds none in a schema of an object', () => {
    expect(findOutputSchemaFault(schema)).toBeUndefined();
    expect(findOutputSchemaFault({})).toBeUndefined();
    expect(findOutputSchemaFault({ properties: { pattern: { type: 'string' } } })).toBeUndefined();
    expect(findOutputSchemaFault({ properties: { a: { enum: [{ pattern: 'x' }] } } })).toBe(
      undefined,
    );
  });

  it.each([
    [{ type: 'array' }, 'must describe an object'],
    [{ properties: { a: { type: 'string', pattern: '^(a+)+$' } } }, 'uses pattern'],
    [{ $defs: { a: { patternProperties: {} } } }, 'uses patternProperties'],
    [{ $ref: '#/default/p', default: { p: { pattern: '(a+)+$' } } }, 'which is data'],
    [{ properties: { a: { type: 'text' } } }, 'the JSON Schema'],
    [{ properties: { a: { $ref: 'https://example.com/a.json' } } }, 'the JSON Schema'],
    [{ properties: { a: { $ref: '#/$defs/none' } } }, 'the JSON Schema'],
    [{ description: 'x'.repeat(20_000) }, 'must not be longer than 16384'],
  ])('says in words what is wrong: %j', (bad, said) => {
    expect(findOutputSchemaFault(bad as never)).toContain(said);
  });
});
