/** About 200 tokens of English: the local model reads 256 at once, and the name goes before each piece. */
const mostCharacters = 800;

/**
 * The texts that stand for an entity in the vector space: its name and type before its facts, and facts
 * that are too long for one text in several.
 */
export function chunkContent(name: string, type: string, content: string): string[] {
  const title = `${name.replace(/[_.-]+/g, ' ').trim()} (${type.replace(/[_-]+/g, ' ')})`;
  const pieces = fill(content.split('\n').flatMap(cut));
  return (pieces.length === 0 ? [''] : pieces).map((piece) => `${title}: ${piece}`);
}

/** Puts facts together as long as they fit. */
function fill(facts: readonly string[]): string[] {
  const pieces: string[] = [];
  for (const fact of facts) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + fact.length < mostCharacters) {
      pieces[pieces.length - 1] = `${last} ${fact}`;
    } else pieces.push(fact);
  }
  return pieces;
}

/** A long fact in pieces, cut between words where it can be. */
function cut(fact: string): string[] {
  if (fact.length <= mostCharacters) return fact === '' ? [] : [fact];
  const space = fact.lastIndexOf(' ', mostCharacters);
  const at = space > mostCharacters / 2 ? space : mostCharacters;
  return [fact.slice(0, at), ...cut(fact.slice(at).trimStart())];
}
