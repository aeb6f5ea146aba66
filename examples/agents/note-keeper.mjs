/**
 * Keeps notes on customers: remembers what it is told and answers from what it knows. `memory` in the
 * definition gives a code agent a memory; what is noted is written when the turn is committed.
 */
export const noteKeeper = {
  name: 'NoteKeeper',
  capabilities: ['keep-notes'],
  description: 'Remembers notes about customers and finds them again.',
  memory: { enabled: true, scope: 'workspace' },
  async handle({ message, memory, refuse }) {
    const { about, note, question } = message.content;
    if (typeof about === 'string' && typeof note === 'string') {
      return memory.remember(about, note, { type: 'customer' });
    }
    if (typeof question !== 'string') {
      return refuse('content needs about and note to remember, or a question to answer');
    }
    const found = await memory.recall(question, { limit: 3, min_similarity: 0.3 });
    return { answers: found.map(({ entity, content }) => ({ entity, content })) };
  },
};
