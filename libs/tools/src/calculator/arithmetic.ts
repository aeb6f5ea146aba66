import { createRequire } from 'node:module';
import type * as MathJs from 'mathjs';

/** Digits of a result, as in decimal128. */
const precision = 34;

let made: MathJs.MathJsInstance | undefined;

/**
 * The library, with decimal numbers. Loaded when it is first needed, from its one file: the many
 * modules of the package take two seconds to find, the file a fifth of one.
 */
export function arithmetic(): MathJs.MathJsInstance {
  made ??= load();
  return made;
}

function load(): MathJs.MathJsInstance {
  const library = createRequire(import.meta.url)('mathjs/lib/browser/math.js') as typeof MathJs;
  const math = library.create(library.all ?? {});
  math.config({ number: 'BigNumber', precision });
  return math;
}
