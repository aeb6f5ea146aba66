import { envSchema } from './env.schema.js';

/** A variable that is no setting, and the setting that was probably meant. */
export interface NearMiss {
  readonly variable: string;
  readonly meant: string;
}

/** Two letters wrong, missing or too many. Other variables with our prefix are somebody's own. */
const mostMistakes = 2;

/** Variables that look like a misspelled setting: the server would silently ignore them. */
export function findNearMisses(
  variables: Readonly<Record<string, string | undefined>>,
): NearMiss[] {
  const settings = Object.keys(envSchema.shape);
  return Object.keys(variables)
    .filter((variable) => variable.startsWith('CAXTON_') && !(variable in envSchema.shape))
    .flatMap((variable) => {
      const meant = settings.find((setting) => mistakesBetween(variable, setting) <= mostMistakes);
      return meant === undefined ? [] : [{ variable, meant }];
    });
}

/** How many letters must be changed, left out or added to make one word of the other. */
function mistakesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_value, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [column, wanted] of Array.from(other).entries()) {
      const changed = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
