/**
 * Notes what it is told, finds what it knows, and does something outside in between.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const keeper = {
  name: 'Keeper',
  capabilities: ['keep'],
  memory: { enabled: true, scope: 'workspace' },
  async handle({ message, memory, step }) {
    const found = await memory.recall(message.content.about, { min_similarity: 0 });
    const noted = await memory.remember(message.content.about, message.content.note);
    await step('outside', () => 'done');
    return { found: found.map(({ content }) => content), facts: noted.facts };
  },
};
