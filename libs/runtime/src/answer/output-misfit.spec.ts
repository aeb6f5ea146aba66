import { judgeOutput } from './output-misfit.js';

describe(judgeOutput, () => {
  it('tells the place as a JSON Pointer, also where a key has its signs', () => {
    const price = { type: 'object', properties: { 'net/gross': { type: 'number' } } };
    const schema = {
      type: 'object',
      properties: { 'a~1': { type: 'object', properties: { items: { items: price } } } },
    };
    const misfits = judgeOutput(schema, { 'a~1': { items: [{ 'net/gross': 'much' }] } });

    expect(misfits.map(({ place }) => place)).toEqual(['/a~01/items/0/net~1gross']);
  });
});
