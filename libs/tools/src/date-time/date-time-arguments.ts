import type { JsonObject } from '#protocol';

const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type DateTimeUnit = (typeof units)[number];

export interface DateTimeArguments {
  readonly operation: 'now' | 'convert' | 'add' | 'difference' | 'start_of' | 'end_of';
  readonly date?: string;
  readonly to?: string;
  readonly zone?: string;
  readonly duration?: Readonly<Record<string, number>>;
  readonly unit?: DateTimeUnit;
  readonly format?: string;
}

const date: JsonObject = {
  type: 'string',
  minLength: 1,
  maxLength: 60,
  description: 'ISO 8601, such as 2026-11-26 or 2026-11-26T09:30:00+01:00; now if absent.',
};
const amount: JsonObject = { type: 'number', minimum: -1e9, maximum: 1e9 };

/** JSON Schema of the arguments of `date_time`. */
export const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['operation'],
  properties: {
    operation: {
      type: 'string',
      enum: ['now', 'convert', 'add', 'difference', 'start_of', 'end_of'],
    },
    date,
    to: { ...date, description: 'For difference: the later date; now if absent.' },
    zone: {
      type: 'string',
      minLength: 1,
      maxLength: 60,
      description:
        'IANA time zone such as Europe/Berlin: of dates without an offset, and of the result (default UTC).',
    },
    duration: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: Object.fromEntries(units.map((unit) => [`${unit}s`, amount])),
      description: 'For add, such as {"months": 1, "days": -1}.',
    },
    unit: {
      type: 'string',
      enum: [...units],
      description: 'Of start_of and end_of (default month), and of a difference.',
    },
    format: {
      type: 'string',
      minLength: 1,
      maxLength: 60,
      description: 'How the result is also written, such as "d MMMM yyyy HH:mm" (Luxon tokens).',
    },
  },
};
