import type { JsonObject, JsonValue } from '#protocol';
import { ToolThreads } from '../threads/tool-threads.js';
import type { Tool } from '../tool.js';
import type { RenderedText, TemplateJob } from './render-template.js';

export interface TemplateEngineOptions {
  /** The compiled `template.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
}

const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['template', 'data'],
  properties: {
    template: {
      type: 'string',
      minLength: 1,
      maxLength: 262_144,
      description:
        'Liquid, such as "{% for row in rows %}{{ row.name }}: {{ row.sales | money: \'EUR\' }}{% endfor %}".',
    },
    data: { type: 'object', description: 'What the template names.' },
    format: {
      type: 'string',
      enum: ['text', 'markdown', 'html'],
      description: 'In html, values are escaped (default text).',
    },
  },
};

/**
 * `template_engine`: renders a document from a Liquid template and data, in a thread with a memory of its
 * own. The result is `{ text, missing, format }`; at most 256 KB of template and 1 MB of document.
 */
export function createTemplateEngine({ threadEntry }: TemplateEngineOptions = {}): Tool {
  const threads = new ToolThreads<TemplateJob, RenderedText>({
    entry: threadEntry ?? new URL('./template.thread.js', import.meta.url),
    name: 'template',
    most: 2,
    memoryMb: 128,
  });
  return {
    name: 'template_engine',
    description:
      'Renders a document from a Liquid template and data: variables, loops, conditions, and filters such as number, money, percent, date, join, sort.',
    examples: ['Fill in this letter for the customer', 'Make a report text from these figures'],
    safety: 'read_only',
    parameters,
    timeoutMs: 15_000,
    execute: async (args, context): Promise<JsonValue> => {
      const { template, data, format = 'text' } = args as unknown as TemplateArguments;
      const job = { template, data, isHtml: format === 'html' };
      const { text, missing } = await threads.run(job, context.signal);
      return { format, text, missing: [...missing] };
    },
  };
}

interface TemplateArguments {
  readonly template: string;
  readonly data: JsonObject;
  readonly format?: 'text' | 'markdown' | 'html';
}
