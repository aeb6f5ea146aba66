import type { JsonObject } from '#protocol';
import { chartParameter, type Chart } from '../chart/chart-schema.js';

type PdfCell = string | number | boolean | null;

/** A part of a document; what it needs besides its type is judged by `blockFault`. */
export interface PdfBlock {
  readonly type: 'heading' | 'paragraph' | 'list' | 'table' | 'chart' | 'page_break';
  readonly text?: string;
  readonly level?: 1 | 2 | 3;
  readonly items?: readonly string[];
  readonly ordered?: boolean;
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly PdfCell[])[];
  readonly caption?: string;
  readonly chart?: Chart;
}

export interface PdfDocument {
  readonly title: string;
  readonly subtitle?: string;
  readonly author?: string;
  readonly date?: string;
  readonly page_size?: 'A4' | 'LETTER';
  readonly landscape?: boolean;
  readonly content: readonly PdfBlock[];
}

const line = { type: 'string', minLength: 1, maxLength: 300 } as const;

const block: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: {
      type: 'string',
      enum: ['heading', 'paragraph', 'list', 'table', 'chart', 'page_break'],
    },
    text: { type: 'string', maxLength: 20_000, description: 'Of a heading or paragraph.' },
    level: { type: 'integer', minimum: 1, maximum: 3, description: 'Of a heading (default 1).' },
    items: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: { type: 'string', maxLength: 2_000 },
      description: 'Of a list.',
    },
    ordered: { type: 'boolean', description: 'Of a list: numbered (default false).' },
    columns: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: line,
      description: 'Of a table: the titles of its columns.',
    },
    rows: {
      type: 'array',
      maxItems: 2_000,
      items: {
        type: 'array',
        maxItems: 20,
        items: { type: ['string', 'number', 'boolean', 'null'], maxLength: 2_000 },
      },
      description: 'Of a table: its rows; numbers are set right.',
    },
    caption: { ...line, description: 'Of a table or chart.' },
    chart: chartParameter,
  },
};

/** JSON Schema of what a document is made from. */
export const documentProperties: JsonObject = {
  title: line,
  subtitle: line,
  author: line,
  date: {
    type: 'string',
    pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
    description: 'Of the document, such as 2026-11-26.',
  },
  page_size: { type: 'string', enum: ['A4', 'LETTER'], description: 'Default A4.' },
  landscape: { type: 'boolean' },
  content: {
    type: 'array',
    minItems: 1,
    maxItems: 500,
    items: block,
    description:
      'In order: {"type": "heading", "text": "…"}, {"type": "paragraph", "text": "…"}, {"type": "list", "items": […]}, {"type": "table", "columns": […], "rows": [[…]]}, {"type": "chart", "chart": {…}}, {"type": "page_break"}.',
  },
};
