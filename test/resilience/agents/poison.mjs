/**
 * An agent that does to its process what a message says, and is harmless otherwise.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const poison = {
  name: 'Poison',
  capabilities: ['poison'],
  async handle({ message: { content } }) {
    const { act, delayMs = 0 } = content;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await acts[act]?.();
    return { mark: content.mark ?? null };
  },
};

const hoard = [];

const acts = {
  exit: () => process.exit(7),
  throw: () => {
    throw new Error('This handler always fails.');
  },
  /** Nobody can catch it: it ends the process. */
  uncaught: () => {
    setTimeout(() => {
      throw new Error('Thrown where nobody waits for it.');
    }, 1);
    return new Promise(() => undefined);
  },
  heap: () => {
    for (;;)
      hoard.push(new Array(100_000).fill({ hoarded: hoard.length }).map((one) => ({ ...one })));
  },
  spin: () => {
    for (;;);
  },
};
