const isTerminal = process.stdout.isTTY === true;
const hasColour = isTerminal && !process.env.NO_COLOR;
const paint = (code) => (text) => (hasColour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours for a terminal; plain text everywhere else and when NO_COLOR is set. */
export const style = {
  bold: paint('1'),
  dim: paint('2'),
  red: paint('31'),
  cyan: paint('36'),
};

/** Writes one line for the person who watches. */
export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** On a terminal the line of a running step counts the seconds; elsewhere it is written once. */
function announce(title, since) {
  const line = `${style.cyan('▸')} ${title} …`;
  if (!isTerminal) {
    say(line);
    return () => {};
  }
  const draw = () => process.stdout.write(`\r${line} ${style.dim(seconds(since))}`);
  draw();
  const timer = setInterval(draw, 500);
  return () => {
    clearInterval(timer);
    draw();
    say();
  };
}

/** Runs a long step and says what is going on and how long it took. */
export async function step(title, act) {
  const since = Date.now();
  const stop = announce(title, since);
  try {
    const result = await act();
    if (!isTerminal) say(`  done (${seconds(since)})`);
    return result;
  } finally {
    stop();
  }
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
