import { InvalidArgumentError } from 'commander';
import { readCount, readDuration, readMoment, readNames } from './arguments.js';

it.each([
  ['30s', 30_000],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['200ms', 200],
  ['1w2d', 777_600_000],
])('reads the duration %p', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

it.each(['', '30', 's', '1 m', '-1s', '1x'])('refuses the duration %p', (text) => {
  expect(() => readDuration(text)).toThrow(InvalidArgumentError);
});

it.each(['0', '-1', '1.5', 'ten', ''])('refuses the count %p', (text) => {
  expect(() => readCount(text)).toThrow(InvalidArgumentError);
});

it.each([
  ['2026-11-26', '2026-11-26T00:00:00Z'],
  ['2026-11-26T12:00:00+01:00', '2026-11-26T12:00:00+01:00'],
])('reads the moment %p', (text, moment) => {
  expect(readMoment(text)).toBe(moment);
});

it('reads how long ago a moment was', () => {
  const ago = Date.now() - Date.parse(readMoment('2d'));
  expect(Math.abs(ago - 2 * 86_400_000)).toBeLessThan(60_000);
});

it.each(['yesterday', '2026-13-01', '2026-11-26T12:00', ''])('refuses the moment %p', (text) => {
  expect(() => readMoment(text)).toThrow(InvalidArgumentError);
});

it('reads names between commas', () => {
  expect(readNames(' a, b,,c ')).toEqual(['a', 'b', 'c']);
});
