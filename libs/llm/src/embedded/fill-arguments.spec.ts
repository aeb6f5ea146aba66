import type { JsonObject } from '#protocol';
import type { ToolOffer } from '../language-model.js';
import { fillArguments } from './fill-arguments.js';

const tool = (properties: JsonObject, required = Object.keys(properties)): ToolOffer => ({
  name: 'tool',
  description: '',
  parameters: { type: 'object', properties, required },
  safety: 'read_only',
});
const text = { type: 'string' };

describe(fillArguments, () => {
  it('takes values from the content by name, before any words', async () => {
    const filled = await fillArguments(
      tool({ city: text, days: { type: 'integer' } }),
      { city: 'Ghent', days: 3, other: true },
      'The weather in Paris for 9 days',
    );

    expect(filled).toEqual({ args: { city: 'Ghent', days: 3 }, missing: [] });
  });

  it('does not take a value of another type', async () => {
    const filled = await fillArguments(
      tool({ days: { type: 'integer' } }),
      { days: 'many' },
      'Go.',
    );

    expect(filled).toEqual({ args: {}, missing: ['days'] });
  });

  it.each([
    [
      'a link',
      { url: text },
      'Open https://example.com/a?b=1, please.',
      { url: 'https://example.com/a?b=1' },
    ],
    ['an address', { email: text }, 'Write to bob@example.com today', { email: 'bob@example.com' }],
    ['a place', { city: text }, 'What is the weather in Berlin?', { city: 'Berlin' }],
    ['a quotation', { title: text }, 'Find the book "War and Peace"', { title: 'War and Peace' }],
    ['the only number', { order: { type: 'integer' } }, 'Where is order 4711?', { order: 4711 }],
    [
      'the number beside the name',
      { limit: { type: 'integer' }, page: { type: 'integer' } },
      'Show page 2 with a limit of 50',
      { limit: 50, page: 2 },
    ],
    [
      'one of a few words',
      { unit: { enum: ['metric', 'imperial'] } },
      'Use Imperial units',
      { unit: 'imperial' },
    ],
    ['the words themselves', { query: text }, 'cheap flights', { query: 'cheap flights' }],
    [
      'days',
      { from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' } },
      'Sales from March 3rd 2024 until March 9th 2024',
      { from: '2024-03-03', to: '2024-03-09' },
    ],
  ])('reads %s', async (_what, properties, request, expected) => {
    expect(await fillArguments(tool(properties), {}, request)).toEqual({
      args: expected,
      missing: [],
    });
  });

  it('makes nothing up: what is not there is missing', async () => {
    const filled = await fillArguments(
      tool({ city: text, amount: { type: 'number' }, note: text }),
      {},
      'Please do it, with 2 of one and 3 of the other.',
    );

    expect(filled).toEqual({ args: {}, missing: ['city', 'amount', 'note'] });
  });

  it('leaves optional arguments alone that words do not settle', async () => {
    const filled = await fillArguments(
      tool({ query: text, note: text }, ['query']),
      {},
      'cheap "x"',
    );

    expect(filled.args).toEqual({ query: 'cheap "x"' });
  });
});
