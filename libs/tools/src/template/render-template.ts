import { Liquid } from 'liquidjs';
import type { JsonObject } from '#protocol';
import { ToolFault } from '../tool.errors.js';

export interface TemplateJob {
  readonly template: string;
  readonly data: JsonObject;
  readonly isHtml: boolean;
}

export interface RenderedText {
  readonly text: string;
  /** Variables that the template names and the data lacks. */
  readonly missing: readonly string[];
}

/** Longest document in characters. */
const longestText = 1_048_576;
const limits = { parseLimit: 262_144, renderLimit: 5_000, memoryLimit: 8_000_000 };
/** Tags that read other templates: there are none, and no file system to look for them in. */
const refusedTags = ['include', 'render', 'layout', 'block'];

/**
 * A document from a Liquid template and data. The template sees own properties of the data and
 * nothing else; it has loops, conditions and filters, and no way to code, files or prototypes.
 *
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID when the template is wrong or does too much
 */
export function renderTemplate({ template, data, isHtml }: TemplateJob): RenderedText {
  const engine = openEngine(isHtml);
  try {
    const parsed = engine.parse(template);
    const text = String(engine.renderSync(parsed, data));
    if (text.length > longestText) throw new Error('the document is longer than 1 MB');
    const named = engine.globalVariablesSync(parsed);
    return { text, missing: named.filter((name) => !Object.hasOwn(data, name)) };
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : 'it cannot be read';
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', `the template: ${why}`);
  }
}

function openEngine(isHtml: boolean): Liquid {
  const engine = new Liquid({
    ...limits,
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    locale: 'en',
    timezoneOffset: 0,
    ...(isHtml && { outputEscape: 'escape' as const }),
  });
  for (const tag of refusedTags) Reflect.deleteProperty(engine.tags, tag);
  engine.registerFilter('number', (value: unknown, digits: unknown = 0) =>
    numberText(value, { digits }),
  );
  engine.registerFilter('percent', (value: unknown, digits: unknown = 1) =>
    numberText(value, { digits, style: 'percent' }),
  );
  engine.registerFilter('money', (value: unknown, currency: unknown = 'USD') =>
    numberText(value, { digits: 2, style: 'currency', currency: String(currency) }),
  );
  return engine;
}

/** `1,234.50`; what is no number stays what it is. */
function numberText(
  value: unknown,
  { digits, ...style }: { digits: unknown } & Pick<Intl.NumberFormatOptions, 'style' | 'currency'>,
): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return value;
  const places = Math.min(Math.max(Number(digits) || 0, 0), 20);
  return number.toLocaleString('en', {
    ...style,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
}
