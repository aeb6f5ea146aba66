import type { JsonObject, JsonValue } from '#protocol';
import { ArgumentChecker } from './argument-checker.js';
import { createBuiltInTools } from './built-in-tools.js';
import { findSchemaFault } from './schema/find-schema-fault.js';
import { choiceRules } from './schema/rules-of-choice.js';
import { partRules, restRules } from './schema/rules-of-parts.js';
import { valueRules } from './schema/rules-of-values.js';
import { listWords, namedWords, schemaWords } from './schema/schema-shapes.js';
import type { Tool } from './tool.js';

const tools = createBuiltInTools(() => Promise.reject(new Error('nothing is fetched here')));
const find = (name: string): Tool => {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`There is no ${name}.`);
  return tool;
};
const checker = new ArgumentChecker();
const checked = new Set([
  ...[...valueRules, ...choiceRules, ...partRules, ...restRules].map(([word]) => word),
  // Read by the rules of other words, or for people.
  ...['then', 'else', 'minContains', 'maxContains', '$defs', 'description', 'default'],
]);

function wordsIn(schema: JsonValue): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema as JsonObject).flatMap(([word, value]) => [
    word,
    ...innerOf(word, value).flatMap(wordsIn),
  ]);
}

function innerOf(word: string, value: JsonValue): readonly JsonValue[] {
  if (schemaWords.has(word)) return [value];
  if (listWords.has(word)) return value as JsonValue[];
  return namedWords.has(word) ? Object.values(value as JsonObject) : [];
}

describe(ArgumentChecker, () => {
  it.each(tools.map(({ name }) => name))('checks every word of the schema of %s', (name) => {
    const { parameters } = find(name);
    expect(findSchemaFault(parameters)).toBeUndefined();
    expect(wordsIn(parameters)).toContain('type');
    expect(wordsIn(parameters).filter((word) => !checked.has(word))).toEqual([]);
  });

  it('takes the largest calls that tools of ours take', () => {
    const cells = Array.from({ length: 20 }, () => 'A cell with some text in it');
    const rows = Array.from({ length: 2_000 }, () => cells);
    const table = { type: 'table', columns: cells, rows };
    const data = Array.from({ length: 5_000 }, (_, at) =>
      Object.fromEntries(Array.from({ length: 50 }, (_unused, field) => [`f${String(field)}`, at])),
    );
    const calls: readonly (readonly [string, JsonObject])[] = [
      ['pdf_generator', { title: 'All', content: [table] }],
      ['chart_generator', { chart: { type: 'bar', data, x: 'f0', y: 'f1' } }],
      ['csv_parser', { text: 'a,b\n'.repeat(1_250_000) }],
      ['excel_parser', { base64: 'A'.repeat(6_990_508) }],
    ];
    for (const [name, args] of calls) expect(checker.check(find(name), args)).toBe(args);
  });

  it('runs the patterns of our own schemas', () => {
    const args = { title: 'T', date: '26.11.2026', content: [{ type: 'page_break' }] };
    expect(() => checker.check(find('pdf_generator'), args)).toThrow('date must match pattern');
  });

  it('ends a check that would take for ever', () => {
    const rows = Array.from({ length: 2_000 }, () => Array.from({ length: 20 }, () => 1));
    const table = { type: 'table', columns: ['a'], rows };
    const content = Array.from({ length: 500 }, () => table);
    expect(() => checker.check(find('pdf_generator'), { title: 'T', content })).toThrow(
      'with the work that a check may take',
    );
  });
});
