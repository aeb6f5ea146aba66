import { createHash } from 'node:crypto';

/** A text as its words, in one spelling: `Anna Müller`, `anna_müller` and `ANNA MÜLLER` are alike. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Whether a text names a subject: as whole words, in their order. */
export function mentions(text: string, subject: readonly string[]): boolean {
  return subject.length > 0 && pad(wordsOf(text)).includes(pad(subject));
}

/** What is kept of an erased subject. The same name has another hash in another workspace. */
export function hashOf(workspace: string, words: readonly string[]): string {
  return createHash('sha256')
    .update(`${workspace}\n${words.join(' ')}`)
    .digest('hex');
}

/** Every run of words of the given lengths, each once. */
export function phrasesOf(text: string, lengths: readonly number[]): string[][] {
  const words = wordsOf(text);
  const phrases = new Map<string, string[]>();
  for (const length of lengths) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const phrase = words.slice(start, start + length);
      phrases.set(phrase.join(' '), phrase);
    }
  }
  return [...phrases.values()];
}

function pad(words: readonly string[]): string {
  return ` ${words.join(' ')} `;
}
