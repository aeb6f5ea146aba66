import { readValues } from './read-values.js';

const parameters = [
  { name: 'text', type: 'string' },
  { name: 'count', type: 'integer' },
  { name: 'share', type: 'number' },
  { name: 'list', type: 'array' },
  { name: 'on', type: 'boolean' },
] as const;

describe(readValues, () => {
  it.each([
    ['text=1', { text: '1' }],
    ['text=a=b', { text: 'a=b' }],
    ['text=', { text: '' }],
    ['count=5', { count: 5 }],
    ['share=0.5', { share: 0.5 }],
    ['list=a, b,', { list: ['a', 'b'] }],
    ['list=', { list: [] }],
    ['on=true', { on: true }],
    ['on=false', { on: false }],
  ])('reads %j by the type of the parameter', (text, values) => {
    expect(readValues([text], parameters)).toEqual(values);
  });

  it.each([
    ['count=many', { count: 'many' }],
    ['on=yes', { on: 'yes' }],
    ['unknown=1', { unknown: '1' }],
  ])('leaves it to the server to refuse %j', (text, values) => {
    expect(readValues([text], parameters)).toEqual(values);
  });

  it.each(['text', '=1'])('refuses %j', (text) => {
    expect(() => readValues([text], parameters)).toThrow('no name=value');
  });
});
