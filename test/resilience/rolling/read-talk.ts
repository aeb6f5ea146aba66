/** One conversation after the run. */
export interface ReadTalk {
  /** Numbers in the order in which they were accepted. */
  readonly asked: readonly number[];
  /** Numbers in the order in which they were answered. */
  readonly answered: readonly number[];
  /** The processes that took the turns. */
  readonly processes: readonly number[];
  readonly unsettled: number;
}

interface Listed {
  readonly sender: string;
  readonly status?: string;
  readonly content: { readonly number: number; readonly process?: number };
}

interface Page {
  readonly messages: readonly Listed[];
  readonly next_cursor?: string;
}

/** Reads a whole conversation, page after page. */
export async function readTalk(url: string, id: string): Promise<ReadTalk> {
  const messages: Listed[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${url}/api/v1/conversations/${id}/messages${query}`);
    const page = (await response.json()) as Page;
    messages.push(...page.messages);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  const asked = messages.filter(({ sender }) => sender === 'api_client');
  const answers = messages.filter(({ sender }) => sender === 'Witness');
  return {
    asked: asked.map(({ content }) => content.number),
    answered: answers.map(({ content }) => content.number),
    processes: answers.map(({ content }) => content.process ?? 0),
    unsettled: asked.filter(({ status }) => status !== 'completed').length,
  };
}
