import { InvalidArgumentError } from 'commander';
import { readCount, readDuration, readNames } from './arguments.js';

it.each([
  ['30s', 30_000],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['200ms', 200],
])('reads the duration %p', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

it.each(['', '30', 's', '1 m', '-1s', '1x'])('refuses the duration %p', (text) => {
  expect(() => readDuration(text)).toThrow(InvalidArgumentError);
});

it.each(['0', '-1', '1.5', 'ten', ''])('refuses the count %p', (text) => {
  expect(() => readCount(text)).toThrow(InvalidArgumentError);
});

it('reads names between commas', () => {
  expect(readNames(' a, b,,c ')).toEqual(['a', 'b', 'c']);
});
