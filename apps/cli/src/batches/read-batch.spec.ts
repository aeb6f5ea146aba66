import { parseBatch } from './read-batch.js';

const [first, second] = [
  { capability: 'a', content: { n: 1 } },
  { capability: 'b', content: {} },
];

describe(parseBatch, () => {
  it.each([
    ['an array', JSON.stringify([first, second], null, 2)],
    ['what the API takes', JSON.stringify({ messages: [first, second] })],
    ['one message a line', `${JSON.stringify(first)}\n\n${JSON.stringify(second)}\n`],
  ])('reads %s', (_title, source) => {
    expect(parseBatch(source)).toEqual([first, second]);
  });

  it('reads a file of one line as one message', () => {
    expect(parseBatch(JSON.stringify(first))).toEqual([first]);
  });

  it.each([
    ['', 'no message in it'],
    ['[]', 'no message in it'],
    ['{"capability": "a"}\nhello\n', 'Message 2'],
    ['[1]', 'Message 1'],
    ['name,age\n', 'Message 1'],
  ])('refuses %j', (source, reason) => {
    expect(() => parseBatch(source)).toThrow(reason);
  });
});
