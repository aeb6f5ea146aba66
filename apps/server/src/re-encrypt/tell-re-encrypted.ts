import type { ReEncrypted } from './re-encrypt.js';

/** What a run says, and whether old keys may be taken out of CAXTON_KEYS now. */
interface Told {
  readonly lines: readonly string[];
  readonly isDone: boolean;
}

/** More are counted, not named. */
const mostNamed = 50;

/**
 * What was sealed anew, what could not be, and which keys are needed yet.
 * @param isKnown whether a key of that name was there
 */
export function tellReEncrypted(
  { columns, marks }: ReEncrypted,
  current: string,
  isKnown: (key: string) => boolean = () => true,
): Told {
  const broken = columns.flatMap(({ name, broken: each }) =>
    each.map(({ id, reason }) => `  ${name} of ${id}: ${reason}`),
  );
  const keys = marks.map(
    ({ id, name, workspace, markKey }) => `  ${name} (${id}, workspace ${workspace}): ${markKey}`,
  );
  const needed = neededKeys({ columns, marks }, current);
  return {
    lines: [
      ...columns.map(
        ({ name, resealed, byKey }) =>
          `${name}: ${String(resealed)} sealed anew; ${tellKeys(byKey)}`,
      ),
      ...section('Could not be opened:', broken),
      ...section('API keys under an old key until they are used (or rotated, or revoked):', keys),
      ...needed.filter((key) => !isKnown(key)).map(putBack),
      verdict(current, needed, broken.length),
    ],
    isDone: needed.length === 0 && broken.length === 0,
  };
}

function putBack(key: string): string {
  return `${key} is not in CAXTON_KEYS: put it back behind the others, run this again.`;
}

function neededKeys({ columns, marks }: ReEncrypted, current: string): string[] {
  const ofTexts = columns.flatMap(({ byKey }) => [...byKey.keys()]);
  const all = new Set([...ofTexts, ...marks.map(({ markKey }) => markKey)]);
  return [...all].filter((key) => key !== current).sort();
}

function tellKeys(byKey: ReadonlyMap<string, number>): string {
  const told = [...byKey].map(([key, count]) => `${String(count)} under ${key}`);
  return told.length === 0 ? 'none there' : told.join(', ');
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostNamed;
  return [title, ...lines.slice(0, mostNamed), ...(more > 0 ? [`  and ${String(more)} more`] : [])];
}

function verdict(current: string, needed: readonly string[], broken: number): string {
  if (needed.length === 0 && broken > 0) return 'Some secrets cannot be opened: see above.';
  return needed.length === 0
    ? `Everything is under ${current}: every other key may be taken out of CAXTON_KEYS.`
    : `Still needed in CAXTON_KEYS beside ${current}: ${needed.join(', ')}.`;
}
