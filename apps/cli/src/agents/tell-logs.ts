import { pages, type AnswerOf, type CaxtonClient, type Message } from '#client';
import type { Invocation } from '../run/invocation.js';
import { table } from '../show/table.js';
import { composeLog, type Gathered } from './compose-log.js';

/** So many conversations are looked at; a log is for what happened last. */
const recent = 10;

/** Tells what an agent did last. */
export async function tellLogs(run: Invocation<{ readonly limit: number }>): Promise<undefined> {
  const name = run.arg(0);
  const client = await run.client();
  // That there is no such agent is told as such, not as an empty log.
  await client.agents.get(name);
  const entries = composeLog(name, await gather(client, name, run.flags.limit), run.flags.limit);
  run.terminal.show({ agent: name, entries }, () =>
    table(entries, [
      ['TIME', ({ at }) => at],
      ['WHAT', ({ kind }) => kind],
      ['CONVERSATION', ({ conversation_id: id }) => id],
      ['', ({ text }) => text],
    ]),
  );
}

async function gather(client: CaxtonClient, name: string, most: number): Promise<Gathered> {
  const limit = Math.min(most, 100);
  const [{ conversations }, { tool_calls: toolCalls }, { dead_letters: deadLetters }] =
    await Promise.all([
      client.conversations.list({ participant: name, limit: recent }),
      client.tools.calls({ agent: name, limit }),
      client.deadLetters.list({ agent: name, limit }),
    ]);
  const read = await Promise.all(conversations.map(({ id }) => lastMessages(client, id, limit)));
  return { messages: read.flat(), toolCalls, deadLetters };
}

/** A conversation is read from its beginning on; only its end is kept. */
async function lastMessages(
  client: CaxtonClient,
  id: string,
  most: number,
): Promise<Gathered['messages'][number][]> {
  const list = (next?: {
    readonly cursor?: string;
  }): Promise<AnswerOf<'listConversationMessages'>> =>
    client.conversations.messages(id, { ...next, limit: 100 });
  let kept: Message[] = [];
  for await (const { messages } of pages(list)) kept = [...kept, ...messages].slice(-most);
  return kept.map((message) => ({ ...message, conversation_id: id }));
}
