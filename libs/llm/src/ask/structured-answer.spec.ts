import { readStructured } from './structured-answer.js';

describe(readStructured, () => {
  it('reads an answer that is one object, bare or fenced', () => {
    const objects = ['{"a": 1}', '\n {"a": 1} \n', '```json\n{"a": 1}\n```', '```\n{"a": 1}\n```'];

    expect(objects.map(readStructured)).toEqual(objects.map(() => ({ a: 1 })));
  });

  it.each(['Sales rose.', 'See: {"a": 1}', '[1, 2]', '{"a": 1', '{a: 1}', '', '```json\n```'])(
    'leaves %j as text',
    (text) => {
      expect(readStructured(text)).toBeUndefined();
    },
  );
});
