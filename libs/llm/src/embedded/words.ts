/** What a request in English holds that an argument could be made of. */
export interface Words {
  readonly text: string;
  readonly links: readonly string[];
  readonly emails: readonly string[];
  readonly quotations: readonly string[];
  readonly numbers: readonly number[];
  /** Days, `YYYY-MM-DD`. */
  readonly dates: readonly string[];
  readonly places: readonly string[];
  readonly people: readonly string[];
  /** Whether it says the word, in any case, `_` and `-` being spaces. */
  says(word: string): boolean;
  /** The number that stands beside the name: `limit 5`, `limit of 5`, `5 limit`. */
  numberBeside(name: string): number | undefined;
}

/** More of a request is not read for arguments. */
const mostCharacters = 4_000;

/**
 * Reads a request for what arguments are made of. The parser (compromise) is loaded at the first need:
 * most requests carry their arguments in their content.
 */
export async function readWords(request: string): Promise<Words> {
  const text = request.slice(0, mostCharacters);
  const [{ default: nlp }, { default: datesPlugin }] = await Promise.all([
    import('compromise'),
    import('compromise-dates'),
  ]);
  nlp.plugin(datesPlugin);
  const doc = nlp(text);
  const flat = text.toLowerCase().replace(/[_-]+/g, ' ');
  return {
    text,
    links: matches(text, /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/gi),
    emails: matches(text, /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g),
    quotations: [...text.matchAll(/"([^"]+)"|“([^”]+)”|'([^']{2,})'(?!\w)/g)].map(
      ([, straight, curly, single]) => straight ?? curly ?? single ?? '',
    ),
    numbers: matches(text, /(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.]*\w)/g).map(Number),
    dates: readDates(doc as unknown as DatesView),
    places: bare(doc.places().out('array') as string[]),
    people: bare(doc.people().out('array') as string[]),
    says: (word) => new RegExp(`(?<!\\w)${escape(word)}(?!\\w)`, 'i').test(flat),
    numberBeside: (name) => readBeside(flat, escape(name)),
  };
}

interface DatesView {
  dates(): { get(): readonly { readonly start: string | null; readonly end: string | null }[] };
}

/** The first day of each date, and the last one of a span. */
function readDates(doc: DatesView): string[] {
  const days = doc
    .dates()
    .get()
    .flatMap(({ start, end }) => [start, end])
    .filter((moment) => typeof moment === 'string')
    .map((moment) => moment.slice(0, 10));
  return [...new Set(days)];
}

/** Names without the punctuation that the parser leaves on them. */
function bare(names: readonly string[]): string[] {
  return names.map((name) => name.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
}

function readBeside(flat: string, name: string): number | undefined {
  const after = new RegExp(`(?<!\\w)${name}s?\\s*(?:of|is|=|:|to)?\\s*(-?\\d+(?:\\.\\d+)?)`, 'i');
  const before = new RegExp(`(?<![\\w.])(-?\\d+(?:\\.\\d+)?)\\s+${name}s?(?!\\w)`, 'i');
  const found = after.exec(flat)?.[1] ?? before.exec(flat)?.[1];
  return found === undefined ? undefined : Number(found);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}

function escape(word: string): string {
  return word
    .toLowerCase()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/[_-]+/g, ' ');
}
