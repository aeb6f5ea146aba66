/** A piece of a text that is shown as a whole. */
export interface Passage {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A passage ends at an empty line, or before the line that would make it longer than this. */
const longest = 600;

/** Cuts a text into passages: paragraphs, and pieces of those that are too long. */
export function cutPassages(text: string): readonly Passage[] {
  const passages: Passage[] = [];
  let held: { line: number; lines: string[]; length: number } | undefined;
  const end = (): void => {
    if (held !== undefined) passages.push({ line: held.line, text: held.lines.join('\n') });
    held = undefined;
  };
  for (const { line, text: piece } of piecesOf(text)) {
    if (piece.trim() === '' || (held?.length ?? 0) + piece.length > longest) end();
    if (piece.trim() === '') continue;
    held ??= { line, lines: [], length: 0 };
    held.lines.push(piece);
    held.length += piece.length;
  }
  end();
  return passages;
}

/** Lines; what stands on one line for long is cut between words. */
function* piecesOf(text: string): Generator<Passage> {
  for (const [at, row] of text.split(/\r\n|\n|\r/).entries()) {
    let rest = row;
    while (rest.length > longest) {
      const space = rest.lastIndexOf(' ', longest);
      const cut = space > 0 ? space : longest;
      yield { line: at + 1, text: rest.slice(0, cut) };
      rest = rest.slice(cut).trimStart();
    }
    yield { line: at + 1, text: rest };
  }
}
