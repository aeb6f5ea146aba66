import type { JsonObject } from '#protocol';
import { sourceParameter } from '../source/sources.js';
import type { CsvQuestion } from './csv-question.js';

/** The longest text that is read, in characters: as much as `http_client` fetches. */
export const longestText = 5 * 1_024 * 1_024;

const column = { type: 'string', minLength: 1, maxLength: 200 } as const;

/** JSON Schema of the arguments of `csv_parser`. */
export const csvParameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    text: { type: 'string', maxLength: longestText, description: 'The table itself, as CSV.' },
    source: {
      ...sourceParameter,
      description:
        'Instead of text: "step:<call id>" of an earlier call that fetched or read it, or "artifact:<id>" of a file.',
    },
    delimiter: {
      type: 'string',
      minLength: 1,
      maxLength: 1,
      description: 'What separates the cells; found out if absent.',
    },
    has_header: {
      type: 'boolean',
      description: 'Whether the first row names the columns; found out if absent.',
    },
    filter: {
      type: 'array',
      maxItems: 10,
      description: 'Conditions that a row must all fulfil to be counted.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['column', 'op', 'value'],
        properties: {
          column,
          op: { type: 'string', enum: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains'] },
          value: { type: ['string', 'number', 'boolean'] },
        },
      },
    },
    group_by: {
      type: 'array',
      minItems: 1,
      maxItems: 4,
      items: column,
      description: 'Columns whose equal values bring rows together.',
    },
    aggregate: {
      type: 'array',
      maxItems: 10,
      description: 'What is computed per group; the sum of the likeliest column if absent.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['column', 'function'],
        properties: {
          column,
          function: { type: 'string', enum: ['sum', 'mean', 'min', 'max', 'count', 'median'] },
        },
      },
    },
    date_column: { ...column, description: 'Dates of the series; found out if absent.' },
    value_column: { ...column, description: 'Numbers of the series; found out if absent.' },
    limit: {
      type: 'integer',
      minimum: 0,
      maximum: 100,
      description: 'Rows to show as a sample (default 5).',
    },
  },
};

/** What is asked, without where the table is; the agent's settings say what the call does not. */
export function readQuestion(args: JsonObject, settings: JsonObject): CsvQuestion {
  const { text: _text, source: _source, ...asked } = args;
  const { delimiter } = settings;
  const isUsable = typeof delimiter === 'string' && delimiter.length === 1;
  // The arguments fit the schema above, whose properties are those of the question.
  return { ...(isUsable && { delimiter }), ...(asked as CsvQuestion) };
}
