import type { TurnFiles } from '#runtime';

const unasked = (): never => {
  throw new Error('No turn here asks for files.');
};

/** Of turns that have nothing to do with files. */
export const noFiles: TurnFiles = {
  ...{ reader: unasked, describe: unasked, store: unasked },
  ...{ hold: unasked, readMade: unasked, keep: unasked },
};
