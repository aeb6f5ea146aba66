/**
 * Answers with what it was told; `delayMs` makes a turn last.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const echo = {
  name: 'Echo',
  capabilities: ['echo'],
  description: 'Says again what it was told.',
  async handle({ message, signal }) {
    const { delayMs = 0, ...said } = message.content;
    if (delayMs > 0) await pause(delayMs, signal);
    return { said };
  },
};

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
