import type { JsonValue } from '#protocol';

const charactersPerToken = 4;
/** Every result is shown with at least so many characters, however many came before it. */
const leastShown = 4_000;
/** A single text inside a result, when the result is too long. */
const longestText = 1_500;

/**
 * How much of the results of tools a model is shown in one turn. Each may fill half of what is left
 * of the budget, so ten of them cannot crowd out the question. The whole result stays at hand for
 * the next tool, by the id of its call.
 */
export class ToolRoom {
  private left: number;

  constructor(tokens: number) {
    this.left = tokens * charactersPerToken;
  }

  /** The result, or as much of it as there is room for, saying what was cut. */
  fit(value: JsonValue, callId: string): JsonValue {
    const room = Math.max(leastShown, Math.floor(this.left / 2));
    const shown = shorten(value, room, callId);
    this.take(shown);
    return shown;
  }

  /** Something was shown already, as it is. */
  take(shown: JsonValue): void {
    this.left -= JSON.stringify(shown).length;
  }
}

function shorten(value: JsonValue, room: number, callId: string): JsonValue {
  if (JSON.stringify(value).length <= room) return value;
  const shorter = clipTexts(value, callId);
  const text = JSON.stringify(shorter);
  return text.length <= room ? shorter : cut(text, room, callId);
}

/** Long texts go first: the body of a download says less per character than its status. */
function clipTexts(value: JsonValue, callId: string): JsonValue {
  if (typeof value === 'string') {
    return value.length > longestText ? cut(value, longestText, callId) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => clipTexts(item, callId));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, clipTexts(item, callId)]),
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function cut(text: string, length: number, callId: string): string {
  const kept = text.slice(0, length).toWellFormed();
  return `${kept}… [${String(text.length - length)} characters cut; a tool can read all of it as source "step:${callId}"]`;
}
