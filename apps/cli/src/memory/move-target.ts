/** What both ways have in common. */
export interface MoveFlags {
  readonly file?: string;
  readonly scope?: string;
  readonly owner?: string;
  readonly format?: string;
}

/** The query that says whose memory is meant. */
export function ownerQuery({ scope, owner }: Pick<MoveFlags, 'scope' | 'owner'>): URLSearchParams {
  return new URLSearchParams({
    ...(scope === undefined ? {} : { memory_scope: scope }),
    ...(owner === undefined
      ? {}
      : { [scope === 'conversation' ? 'conversation_id' : 'agent_id']: owner }),
  });
}

/** `x.json` is a document; everything else is JSON Lines, if nothing is said. */
export function formatOf({ format, file }: Pick<MoveFlags, 'format' | 'file'>): string {
  return format ?? (file?.endsWith('.json') === true ? 'json' : 'jsonl');
}

/** A path that is none: the standard input or output. */
export function pathOf(file: string | undefined): string | undefined {
  return file === '-' ? undefined : file;
}

/** The address of an operation on a server. */
export function addressOf(url: string, operation: string, query: URLSearchParams): URL {
  const address = new URL(`${url.replace(/\/+$/, '')}/api/v1/memory/${operation}`);
  address.search = query.toString();
  return address;
}
