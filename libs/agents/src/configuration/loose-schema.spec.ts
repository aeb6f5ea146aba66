import type { JsonObject } from '#protocol';
import { findLooseSchema } from './loose-schema.js';

const found = (schema: JsonObject): (readonly [string, string])[] =>
  findLooseSchema(schema).map(({ field, code }) => [field, code]);

describe(findLooseSchema, () => {
  it('finds nothing in a schema whose words are known and that an answer can fit', () => {
    const schema: JsonObject = {
      ...{ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', title: 'A' },
      properties: {
        // Names of properties and what is data may be any words.
        minimun: { type: 'number', minimum: 0, 'x-unit': 'kg', default: { minimun: 1 } },
        list: { type: 'array', items: { enum: [{ foo: 1 }] }, minItems: 1 },
      },
      ...{ required: ['minimun', 'list'], additionalProperties: false },
      $defs: { any: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
    };
    expect(findLooseSchema(schema)).toEqual([]);
    expect(findLooseSchema(undefined)).toEqual([]);
  });

  it('finds words that nobody looks at, wherever a schema stands, and names the nearest', () => {
    const schema: JsonObject = {
      properties: { score: { type: 'number', minimun: 0 } },
      anyOf: [{ require: ['score'] }],
      items: { prefixItem: [] },
    };
    expect(found(schema)).toEqual([
      ['output_schema.properties.score.minimun', 'UNKNOWN_FIELD'],
      ['output_schema.anyOf[0].require', 'UNKNOWN_FIELD'],
      ['output_schema.items.prefixItem', 'UNKNOWN_FIELD'],
    ]);
    expect(findLooseSchema(schema)[0]?.message).toContain('did you mean minimum?');
  });

  it('finds what must be there and may not', () => {
    const closed = { required: ['summary', 'gone'], additionalProperties: false };
    expect(found({ ...closed, properties: { summary: { type: 'string' } } })).toEqual([
      ['output_schema.required[1]', 'UNSATISFIABLE'],
    ]);
    expect(found({ required: ['gone'], properties: { gone: false } })).toEqual([
      ['output_schema.required[0]', 'UNSATISFIABLE'],
    ]);
    expect(found({ properties: { inner: closed } })).toHaveLength(2);
    expect(found({ required: ['summary'], properties: {} })).toEqual([]);
  });
});
