const isTerminal = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code) => (text) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours for a terminal; plain text everywhere else and when NO_COLOR is set. */
export const style = {
  bold: paint('1'),
  dim: paint('2'),
  red: paint('31'),
  green: paint('32'),
  cyan: paint('36'),
};

/** Writes one line for the person who watches. */
export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a long step between two lines that say what is going on and how long it took. */
export async function step(title, act) {
  const since = Date.now();
  say(`${style.cyan('▸')} ${title} …`);
  const result = await act();
  say(`  ${style.green('done')} ${style.dim(`(${seconds(since)})`)}`);
  return result;
}

/** A problem that the person can solve: told in plain words, without a stack. */
export class Obstacle extends Error {}

/** Runs a script to its end; an obstacle is printed as it is, a bug with its stack. */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const text = error instanceof Obstacle ? error.message : error.stack;
    process.stderr.write(`${style.red('✗')} ${text}\n`);
    process.exitCode = 1;
  }
}
