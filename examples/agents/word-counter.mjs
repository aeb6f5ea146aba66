/**
 * Counts the words of a text. A code agent needs nothing but an exported object: a name, what it can
 * do, and a function that handles one message at a time.
 */
export const wordCounter = {
  name: 'WordCounter',
  capabilities: ['word-count'],
  description: 'Counts the words of a text.',
  handle({ message, refuse }) {
    const { text } = message.content;
    if (typeof text !== 'string') return refuse('content.text must be a string');
    return { words: text.split(/\s+/).filter((word) => word !== '').length };
  },
};
