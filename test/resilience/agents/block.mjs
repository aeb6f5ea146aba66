/**
 * An agent that computes without a pause the first time it sees a message: nothing else of its process
 * moves meanwhile.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const block = {
  name: 'Block',
  capabilities: ['block'],
  handle({ message: { content }, attempt }) {
    const until = attempt === 1 ? performance.now() + content.blockMs : 0;
    while (performance.now() < until);
    return { attempt };
  },
};
