import { z } from 'zod';
import { mayBeLeftOut, SchemaCatalogue } from './schema-catalogue.js';

describe(SchemaCatalogue, () => {
  const name = z.string().max(5).meta({ id: 'Name' });

  it('refers to a named schema and keeps it as a component', () => {
    const catalogue = new SchemaCatalogue();
    const pet = z.object({ name }).meta({ id: 'Pet' });
    expect(catalogue.convert(pet, 'input')?.schema).toEqual({ $ref: '#/components/schemas/Pet' });
    expect(catalogue.components).toEqual({
      Name: { type: 'string', maxLength: 5 },
      Pet: {
        type: 'object',
        properties: { name: { $ref: '#/components/schemas/Name' } },
        required: ['name'],
      },
    });
  });

  it('says that an answer holds nothing that is not documented', () => {
    const { schema } = new SchemaCatalogue().convert(z.object({ name }), 'output') ?? {};
    expect(schema).toMatchObject({ additionalProperties: false });
  });

  it('leaves any JSON open', () => {
    const { schema } =
      new SchemaCatalogue().convert(z.record(z.string(), z.json()), 'output') ?? {};
    expect(schema).toEqual({ type: 'object', additionalProperties: {} });
  });

  it('marks a body that may be left out', () => {
    const pet = z.object({ name }).meta({ id: 'Pet' });
    const convert = (schema: z.ZodType, io: 'input' | 'output'): unknown =>
      new SchemaCatalogue().convert(schema, io)?.schema;
    const reference = { $ref: '#/components/schemas/Pet' };
    expect(convert(pet.optional(), 'input')).toEqual({ ...reference, [mayBeLeftOut]: true });
    expect(convert(pet.optional(), 'output')).toEqual(reference);
  });

  it('refuses a name with two meanings', () => {
    const catalogue = new SchemaCatalogue();
    catalogue.convert(z.object({ a: z.string().default('x') }).meta({ id: 'Both' }), 'input');
    expect(() =>
      catalogue.convert(z.object({ a: z.string() }).meta({ id: 'Both' }), 'output'),
    ).toThrow('Both');
  });

  it('knows nothing of other schemas', () => {
    expect(new SchemaCatalogue().convert({ type: 'string' }, 'input')).toBeUndefined();
  });
});
