import fc, { type Arbitrary } from 'fast-check';
import type { FuzzedOperation } from './operations.js';
import { recordOf, type SchemaArbitraries } from './schema-arbitrary.js';
import { kindOfStep, type Seen } from './seen.js';
import { oddText, spoil, spoilings } from './spoil.js';

type Texts = Readonly<Record<string, string>>;

/** What a request is made from, once it is its turn. */
interface Draft {
  readonly steps: Texts;
  readonly query: Texts;
  readonly body: unknown;
  /** Decides whether names are exchanged by such as are there, which ones, and whose turn it is. */
  readonly luck: number;
}

/** One request that a run makes. */
export interface Shot {
  readonly path: string;
  readonly body: unknown;
  /** The document does not allow it: it must not be accepted. */
  readonly isInvalid: boolean;
}

/** These hold the answer for as long as the request says. */
const holding = new Set(['wait', 'follow', 'keep_open', 'follow_conversation']);

/** Drafts for an operation: most of what they hold fits the document. */
export function draftsFor(
  { parameters, body }: FuzzedOperation,
  arbitraries: SchemaArbitraries,
): Arbitrary<Draft> {
  const texts = (place: 'path' | 'query'): Record<string, Arbitrary<string>> =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === place && !holding.has(parameter.name))
        .map(({ name, schema }) => {
          const plain = arbitraries
            .of(schema)
            .map(String)
            .filter((text) => text.isWellFormed());
          const some = { weight: 5, arbitrary: plain };
          return [name, fc.oneof(some, { weight: 1, arbitrary: oddText })];
        }),
    );
  return fc
    .record({
      steps: fc.record(texts('path')),
      query: fc.oneof(
        recordOf(texts('query'), []),
        recordOf(
          texts('query'),
          parameters.flatMap(({ name, required }) => (required === true ? [name] : [])),
        ),
      ),
      value: body === undefined ? fc.constant(undefined) : arbitraries.of(body),
      spoiling: spoilings,
      luck: fc.nat(),
    })
    .map(({ steps, query: chosen, value, spoiling, luck }) => {
      const query = Object.fromEntries(
        Object.entries(chosen).filter((entry): entry is [string, string] => entry[1] !== undefined),
      );
      const sent = body === undefined ? undefined : unheld(spoil(value, spoiling));
      return { steps, query, body: sent, luck };
    });
}

/** The request of a draft: every second names what is there. */
export function shotOf(operation: FuzzedOperation, draft: Draft, seen: Seen): Shot {
  const isMeant = draft.luck % 2 === 0;
  const known = (key: string): string | undefined =>
    isMeant ? seen.pick(key, Math.floor(draft.luck / 2)) : undefined;
  const query = Object.fromEntries(
    Object.entries(draft.query).map(([name, text]) => [name, known(name) ?? text]),
  );
  const body = isMeant ? exchange(draft.body, known) : draft.body;
  const bad = Object.entries(query).filter(([name, text]) => !operation.allowsQuery(name, text));
  return {
    path: place(operation.path, draft.steps, query, known),
    body,
    isInvalid: bad.length > 0 || !operation.allowsBody(body),
  };
}

function place(
  path: string,
  steps: Texts,
  query: Texts,
  known: (key: string) => string | undefined,
): string {
  const filled = path.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_all, parent: string, name: string) => {
    const step = known(kindOfStep(parent, name)) ?? steps[name] ?? 'x';
    // `fetch` itself would resolve these.
    return `${parent}/${encodeURIComponent(step.replace(/^\.{1,2}$/, 'dots') || 'x')}`;
  });
  const text = new URLSearchParams(query).toString();
  return text === '' ? filled : `${filled}?${text}`;
}

/** Only texts: what was spoiled stays spoiled. */
function exchange(body: unknown, known: (key: string) => string | undefined): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]: [string, unknown]) => [
      key,
      // A name that is given, not asked for, would be taken.
      typeof value === 'string' && value !== '' && key !== 'name' ? (known(key) ?? value) : value,
    ]),
  );
}

function unheld(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !holding.has(name)));
}
