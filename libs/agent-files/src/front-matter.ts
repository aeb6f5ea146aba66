/** A Markdown file with front matter, taken apart. */
export interface Parted {
  /** The YAML between the two lines `---`. */
  readonly head: string;
  /** Everything below. */
  readonly body: string;
}

/** Takes front matter and body apart; nothing when the file does not begin with front matter. */
export function partFrontMatter(text: string): Parted | undefined {
  const [first, ...lines] = text.split(/\r?\n/);
  if (first?.trimEnd() !== '---') return undefined;
  const end = lines.findIndex((line) => line.trimEnd() === '---');
  if (end === -1) return undefined;
  return {
    head: lines.slice(0, end).join('\n'),
    body: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  };
}
