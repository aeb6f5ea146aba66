import type { JsonObject } from '#protocol';
import { checkArguments } from '#tools';

/** One way in which an answer does not fit what its agent declares. */
export interface OutputMisfit {
  /** `/items/0/price`: where, as a JSON Pointer; empty for the whole. */
  readonly place: string;
  /** The word of the schema that it goes against. */
  readonly rule: string;
  /** In words for the model, and for people. */
  readonly message: string;
}

type Misfit = ReturnType<typeof checkArguments>[number];

/** The server writes it into every answer of an agent, whatever the schema says. */
const ofTheServer = 'memory_used';

/** A model mends what it is told; a longer list only costs tokens. */
const mostTold = 8;
const longestText = 300;

/** What of an answer does not fit the schema of its agent; nothing when it fits, or any content does. */
export function judgeOutput(schema: JsonObject | undefined, content: JsonObject): OutputMisfit[] {
  if (schema === undefined) return [];
  const declared = (schema['properties'] as JsonObject | undefined) ?? {};
  const { [ofTheServer]: _used, ...own } = content;
  const misfits = checkArguments(schema, Object.hasOwn(declared, ofTheServer) ? content : own);
  return misfits.slice(0, mostTold).map((misfit) => ({
    place: pointerTo(misfit.place).slice(0, longestText),
    rule: misfit.rule,
    message: explain(misfit).slice(0, longestText),
  }));
}

/** RFC 6901 §3: `~` and `/` of a key are escaped. */
function pointerTo(place: Misfit['place']): string {
  return place
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** `in items[0] "price" is missing`, `total must be integer`. */
function explain({ place, rule, name, message }: Misfit): string {
  const path = place
    .map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
  const inside = path === '' ? '' : `in ${path} `;
  if (rule === 'required') return `${inside}"${String(name)}" is missing`;
  if (name !== undefined) return `${inside}"${name.slice(0, 100)}" is not known`;
  return `${path === '' ? 'the answer' : path} ${message}`;
}
