/** A list as the API gives it, page by page. */
interface Page {
  readonly next_cursor?: string | null;
}

/** A list that can be read as one page. */
interface Listing<Shown> {
  /**
   * Reads up to so many items: the same shape as a page, without the cursor when it is whole.
   * @param key the field that holds the items
   */
  read(key: keyof Shown, most: number): Promise<Shown>;
}

/** A list, by what reads one page of it. */
export function listing<Shown extends Page>(
  list: (options: { readonly cursor?: string; readonly limit: number }) => Promise<Shown>,
): Listing<Shown> {
  return {
    read: async (key, most) => {
      const items: unknown[] = [];
      let page: Shown | undefined;
      do {
        const limit = Math.min(100, most - items.length);
        const cursor: string | undefined = page?.next_cursor ?? undefined;
        page = await list(cursor === undefined ? { limit } : { cursor, limit });
        items.push(...(page[key] as readonly unknown[]));
      } while (hasMore(page) && items.length < most);
      return { ...page, [key]: items };
    },
  };
}

/** What to say of a list that goes on. */
export const moreOf = (page: Page): string =>
  !hasMore(page) ? '' : 'There are more; --limit shows them.\n';

const hasMore = ({ next_cursor: next }: Page): boolean => next !== undefined && next !== null;
