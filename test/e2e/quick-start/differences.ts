type Fields = Readonly<Record<string, unknown>>;

/** What is compared other than by the rule: paths such as `agents[].uptime`. */
export interface Latitude {
  /** Texts that are of this server or moment: only that they are texts is compared. */
  readonly varies?: readonly string[];
  /** Numbers that are as printed. */
  readonly exact?: readonly string[];
  /** Lists that depend on what was found: one item will do. */
  readonly fewer?: readonly string[];
}

/** Kinds of text that are recognized in what is printed, and then expected in what is answered. */
const formats: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a time (ISO 8601, UTC)', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/],
  ['a duration', /^(?:\d+(?:\.\d+)?[dhms])+$/],
  ['a size', /^\d+(?:\.\d+)?(?:B|KB|MB|GB|TB)$/],
  ['an id of a message', /^msg-\S+$/],
  ['an id of a request', /^req-\S+$/],
  ['a JSON web token', /^eyJ[\w.-]+$/],
];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list names its items, or has them in the printed order. */
function counterpart(item: unknown, index: number, actual: readonly unknown[]): unknown {
  if (!isFields(item)) return actual[index];
  const named = actual.find(
    (candidate) =>
      isFields(candidate) &&
      ['name', 'id'].some((key) => key in item && candidate[key] === item[key]),
  );
  return named ?? actual[index];
}

/** Compares an answer with a printed one field by field; the answer may have more fields. */
class Comparison {
  readonly found: string[] = [];

  constructor(private readonly latitude: Latitude) {}

  compare(printed: unknown, actual: unknown, path = ''): void {
    if (Array.isArray(printed)) this.list(printed, actual, path);
    else if (isFields(printed)) this.fields(printed, actual, path);
    else if (typeof printed !== typeof actual) this.miss(path, `a ${typeof printed}`, actual);
    else if (typeof printed === 'string') this.text(printed, String(actual), path);
    else if (typeof printed === 'number') this.number(printed, Number(actual), path);
    else if (printed !== actual) this.miss(path, String(printed), actual);
  }

  private fields(printed: Fields, actual: unknown, path: string): void {
    if (!isFields(actual)) {
      this.miss(path, 'an object', actual);
      return;
    }
    for (const [key, value] of Object.entries(printed))
      this.compare(value, actual[key], path === '' ? key : `${path}.${key}`);
  }

  private list(printed: readonly unknown[], actual: unknown, path: string): void {
    if (!Array.isArray(actual)) this.miss(path, 'a list', actual);
    else if (printed.every((item) => typeof item === 'string')) this.texts(printed, actual, path);
    else
      for (const [index, item] of this.expected(printed, actual, path).entries())
        this.compare(item, counterpart(item, index, actual), `${path}[]`);
  }

  private expected(printed: readonly unknown[], actual: readonly unknown[], path: string) {
    const isFewer = this.latitude.fewer?.includes(path) === true;
    return isFewer ? printed.slice(0, Math.max(actual.length, 1)) : printed;
  }

  /** Those that are printed are there, in their order, unless they vary. */
  private texts(printed: readonly string[], actual: readonly unknown[], path: string): void {
    if (actual.some((item) => typeof item !== 'string')) this.miss(path, 'a list of texts', actual);
    if (this.latitude.varies?.includes(path) === true) return;
    const kept = actual.filter((item) => printed.includes(item as string));
    if (JSON.stringify(kept) !== JSON.stringify(printed))
      this.miss(path, printed.join(', '), actual);
  }

  private text(printed: string, actual: string, path: string): void {
    const [name, pattern] = formats.find(([, candidate]) => candidate.test(printed)) ?? [];
    if (name !== undefined && pattern?.test(actual) === false) this.miss(path, name, actual);
    if (name !== undefined || this.latitude.varies?.includes(path) === true) return;
    if (actual !== printed) this.miss(path, printed, actual);
  }

  /** Counts are whole, shares lie between 0 and 1. */
  private number(printed: number, actual: number, path: string): void {
    if (this.latitude.exact?.includes(path) === true) {
      if (actual !== printed) this.miss(path, String(printed), actual);
    } else if (Number.isInteger(printed)) {
      if (!Number.isInteger(actual) || actual < 0) this.miss(path, 'a count', actual);
    } else if (printed < 1 && !(actual >= 0 && actual <= 1)) this.miss(path, 'a share', actual);
  }

  private miss(path: string, wanted: string, actual: unknown): void {
    this.found.push(
      `${path || 'the answer'}: ${wanted}, not ${actual === undefined ? 'absent' : JSON.stringify(actual)}`,
    );
  }
}

/** In what an answer is not as printed. */
export function differences(printed: unknown, actual: unknown, latitude: Latitude = {}): string[] {
  const comparison = new Comparison(latitude);
  comparison.compare(printed, actual);
  return comparison.found;
}
