/** The words of a column's name in lower case: `orderDate`, `Order_Date` → order, date. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}%]+/u)
    .filter((word) => word !== '');
}

/** Whether a name has one of the words, singular or plural. */
export function hasWord(name: string, words: ReadonlySet<string>): boolean {
  return wordsOf(name).some((word) => words.has(word) || words.has(word.replace(/s$/, '')));
}
