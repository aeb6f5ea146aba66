interface Asked {
  readonly cursor?: string;
}

/** Some lists end without a cursor, some with null. */
interface Ended {
  readonly next_cursor?: string | null;
}

/** Every page of a list, each asked for when it is wanted: `for await (const page of pages(client.agents.list))`. */
export function pages<Options extends Asked, Page extends Ended>(
  list: (options?: Options) => Promise<Page>,
  options?: NoInfer<Options>,
): AsyncGenerator<Page, void>;
/** The same of a list that has to be told whose it is: `pages(client.memory.entities, { agent_id: 'A' })`. */
export function pages<Options extends Asked, Page extends Ended>(
  list: (options: Options) => Promise<Page>,
  options: NoInfer<Options>,
): AsyncGenerator<Page, void>;
export async function* pages(
  list: (options: Asked) => Promise<Ended>,
  options: Asked = {},
): AsyncGenerator<Ended, void> {
  let asked = options;
  for (;;) {
    const page = await list(asked);
    yield page;
    const cursor = page.next_cursor ?? undefined;
    if (cursor === undefined) return;
    asked = { ...options, cursor };
  }
}
