import type { CaxtonClient, Message, MessageToSend } from '#client';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { readObjectArgument } from '../run/read-input.js';
import { followConversation } from '../conversations/follow-conversation.js';
import { renderContent } from '../conversations/render-message.js';
import { facts } from '../show/table.js';
import { composeMessage, endingOfReply, type SendFlags } from './compose-message.js';

/** Sends a message, and waits or watches as it was asked to. */
export async function sendMessage(run: Invocation): Promise<Ending | undefined> {
  const flags = run.flags as SendFlags;
  const given =
    flags.content === undefined ? undefined : await readObjectArgument('--content', flags.content);
  const message = composeMessage(flags, run.args[0], given) as MessageToSend;
  const client = await run.client();
  if (flags.dryRun === true) return explain(run, client, message);
  if (flags.follow === true) return sendAndFollow(run, client, message);
  if (flags.wait !== undefined) return sendAndWait(run, client, message);
  run.terminal.show(await client.messages.send(message, optionsOf(run)), (accepted) =>
    facts({
      message: accepted.message_id,
      conversation: accepted.conversation_id,
      ...{ agent: accepted.routed_to, status: accepted.status },
    }),
  );
  return undefined;
}

function optionsOf({ flags }: Invocation): { readonly idempotencyKey?: string } {
  const { idempotencyKey } = flags as SendFlags;
  return idempotencyKey === undefined ? {} : { idempotencyKey };
}

async function explain(
  run: Invocation,
  client: CaxtonClient,
  message: MessageToSend,
): Promise<undefined> {
  const told = await client.messages.explain(message);
  run.terminal.show(told, (shown) => `${JSON.stringify(shown, null, 2)}\n`);
}

async function sendAndWait(
  run: Invocation,
  client: CaxtonClient,
  message: MessageToSend,
): Promise<Ending | undefined> {
  const { wait } = run.flags as SendFlags;
  const asked = { ...optionsOf(run), timeoutMs: wait };
  const reply: Message = await client.messages.sendAndWait(message, asked);
  run.terminal.show(reply, ({ content }) => renderContent(content));
  return endingOfReply(reply);
}

/** The log of a conversation has everything from the beginning: what is older than the message is passed over. */
async function sendAndFollow(
  run: Invocation,
  client: CaxtonClient,
  message: MessageToSend,
): Promise<Ending | undefined> {
  const accepted = await client.messages.send(message, optionsOf(run));
  const { message_id: id, conversation_id: conversation } = accepted;
  run.terminal.note(`Sent ${id} to ${accepted.routed_to} in ${conversation}.`);
  await followConversation(run, client, conversation, { from: id });
  const { status, replies } = await client.messages.get(id);
  const last = replies.at(-1);
  if (status !== 'completed') return 'failed';
  return last === undefined ? undefined : endingOfReply(await client.messages.get(last));
}
