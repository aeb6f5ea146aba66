import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costOf, noPrices, readPrices } from './price-table.js';

const table = readPrices(
  '{"currency": "EUR", "models": {"p/small": {"input": 0.15, "output": 0.6}, "big": {"input": 3, "output": 15}}}',
);

describe('the price table', () => {
  it.each([
    ['a model of a provider', { provider: 'p', model: 'small' }, 210_000],
    ['a model by its name alone', { provider: 'q', model: 'big' }, 4_500_000],
    ['a model of another provider', { provider: 'q', model: 'small' }, undefined],
    ['no model', undefined, undefined],
  ])('knows what tokens of %s cost', (_, used, cost) => {
    expect(costOf(table, used, { input: 1_000, output: 100 })).toBe(cost);
  });

  it('knows no price unless it is told', () => {
    expect(readPrices(undefined)).toEqual(noPrices);
    const used = { provider: 'p', model: 'small' };
    expect(costOf(noPrices, used, { input: 1, output: 1 })).toBeUndefined();
  });

  it('is read from a file as well', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prices-'));
    const file = join(folder, 'prices.json');
    writeFileSync(file, '{"models": {"m": {"input": 1, "output": 2}}}');
    expect(readPrices(file)).toEqual({ currency: 'USD', models: { m: { input: 1, output: 2 } } });
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['{"models": {"m": {"input": -1, "output": 2}}}', /input/],
    ['{"currency": "dollars"}', /currency/],
    ['{', /JSON/],
    ['/no/such/file.json', /no such file/],
  ])('says what is wrong with %s', (text, why) => {
    expect(() => readPrices(text)).toThrow(why);
    expect(() => readPrices(text)).toThrow(/^CAXTON_PRICES cannot be used/);
  });
});
