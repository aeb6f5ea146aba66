/** Every page of a list, each asked for when it is wanted: `for await (const page of pages(client.agents.list))`. */
export async function* pages<
  Options extends { readonly cursor?: string },
  Page extends { readonly next_cursor?: string },
>(
  list: (options?: Options) => Promise<Page>,
  options: NoInfer<Options> = {} as Options,
): AsyncGenerator<Page, void> {
  let asked = options;
  for (;;) {
    const page = await list(asked);
    yield page;
    if (page.next_cursor === undefined) return;
    asked = { ...options, cursor: page.next_cursor };
  }
}
