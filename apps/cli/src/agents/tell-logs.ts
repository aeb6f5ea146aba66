import { CaxtonError, pages, type AnswerOf, type CaxtonClient, type Message } from '#client';
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
  const { limit } = run.flags;
  const { deadLetters, ...gathered } = await gather(client, name, limit);
  const entries = composeLog(name, { ...gathered, deadLetters: deadLetters ?? [] }, limit);
  const without = deadLetters === undefined ? { not_shown: ['dead_letters'] } : {};
  run.terminal.show({ agent: name, entries, ...without }, () =>
    table(entries, [
      ['TIME', ({ at }) => at],
      ['WHAT', ({ kind }) => kind],
      ['CONVERSATION', ({ conversation_id: id }) => id],
      ['', ({ text }) => text],
    ]),
  );
  if (deadLetters === undefined) {
    run.terminal.note('Dead letters are not shown: that needs the scope operations:read.');
  }
}

type DeadLetters = Gathered['deadLetters'];

async function gather(
  client: CaxtonClient,
  name: string,
  most: number,
): Promise<Omit<Gathered, 'deadLetters'> & { readonly deadLetters: DeadLetters | undefined }> {
  const limit = Math.min(most, 100);
  const [{ conversations }, { tool_calls: toolCalls }, deadLetters] = await Promise.all([
    client.conversations.list({ participant: name, limit: recent }),
    client.tools.calls({ agent: name, limit }),
    findDeadLetters(client, name, limit),
  ]);
  const read = await Promise.all(conversations.map(({ id }) => lastMessages(client, id, limit)));
  return { messages: read.flat(), toolCalls, deadLetters };
}

/** Nothing for whoever may not see them: dead letters are for operators, the rest of a log is not. */
async function findDeadLetters(
  client: CaxtonClient,
  agent: string,
  limit: number,
): Promise<DeadLetters | undefined> {
  try {
    return (await client.deadLetters.list({ agent, limit })).dead_letters;
  } catch (error) {
    if (error instanceof CaxtonError && error.status === 403) return undefined;
    throw error;
  }
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
