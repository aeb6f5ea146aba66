import { explainMisfit } from './explain-misfit.js';

const schema = {
  type: 'object',
  required: ['url'],
  additionalProperties: false,
  properties: { url: { type: 'string' }, json: { properties: { amount: { maximum: 9 } } } },
};

describe(explainMisfit, () => {
  it('finds nothing in arguments that fit', () => {
    expect(explainMisfit(schema, { url: 'x', json: { amount: 9 } })).toEqual([]);
  });

  it('names each field that does not fit, and by which rule', () => {
    const misfits = explainMisfit(schema, { more: 1, json: { amount: 10 } });
    expect(misfits.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual([
      'arguments.json.amount maximum',
      'arguments.more additionalProperties',
      'arguments.url required',
    ]);
  });

  it('lets nothing through that it cannot check', () => {
    expect(explainMisfit({ type: 'nonsense' }, {})).toMatchObject([{ rule: 'schema' }]);
  });
});
