/**
 * Fails for good at the first sight of a message and answers at the second: what an operator repaired.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
const seen = new Set();

/** @public */
export const brittle = {
  name: 'Brittle',
  capabilities: ['brittle'],
  handle({ message }) {
    if (seen.has(message.id)) return { mended: true };
    seen.add(message.id);
    throw Object.assign(new Error('Not yet repaired.'), { retryable: false });
  },
};
