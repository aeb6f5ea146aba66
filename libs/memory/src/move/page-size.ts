/** What a page should weigh: some entities have three facts, some have thousands. */
const wantedCharacters = 1_000_000;

/** How many records the first page asks for, before anybody knows how much they weigh. */
export const firstPage = 50;

const mostRecords = 500;

/** How many records the next page should ask for, so that it weighs about a megabyte. */
export function nextPageSize(records: readonly string[]): number {
  const characters = records.reduce((sum, { length }) => sum + length, 0);
  const each = Math.max(1, characters / Math.max(1, records.length));
  return Math.min(mostRecords, Math.max(1, Math.floor(wantedCharacters / each)));
}
