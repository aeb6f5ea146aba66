import type { ContractFetch } from '../support/contract-fetch.js';

/** What a conversation looks like when everything in it has been answered. */
export interface Talk {
  readonly id: string;
  /** The numbers that were sent, in the order in which they were accepted. */
  readonly sent: readonly number[];
  /** The numbers in the replies, in the order in which they came. */
  readonly answered: readonly number[];
}

interface Listed {
  readonly sender: string;
  readonly content: { readonly number?: number; readonly said?: { readonly number: number } };
}

/** Sends `count` numbered messages at once over so many conversations. */
export async function sendNumbers(
  api: ContractFetch,
  count: number,
  conversations: number,
  content: object = {},
): Promise<void> {
  const numbers = Array.from({ length: count }, (_value, index) => index);
  await Promise.all(
    numbers.map(async (number) => {
      const { status, body } = await api.call('/api/v1/messages', {
        body: {
          capability: 'echo',
          conversation_id: `talk-${String(number % conversations)}`,
          content: { ...content, number },
        },
      });
      if (status !== 200) throw new Error(`Refused: ${JSON.stringify(body)}`);
    }),
  );
}

/** Waits until a conversation is completed and reads it. */
async function readTalk(api: ContractFetch, id: string): Promise<Talk> {
  const path = `/api/v1/conversations/${id}`;
  for await (const { name } of api.follow(`${path}?follow=true`)) {
    if (name === 'conversation.completed' && (await isCompleted(api, path))) break;
  }
  const { body } = await api.call<{ messages: Listed[] }>(`${path}/messages`);
  const from = (sender: string): Listed[] => body.messages.filter((one) => one.sender === sender);
  return {
    id,
    sent: from('api_client').map(({ content }) => content.number ?? -1),
    answered: from('Echo').map(({ content }) => content.said?.number ?? -1),
  };
}

async function isCompleted(api: ContractFetch, path: string): Promise<boolean> {
  const { body } = await api.call(`${path}?limit=1`);
  return body['status'] === 'completed';
}

/** Every conversation of `sendNumbers`. */
export async function readTalks(api: ContractFetch, conversations: number): Promise<Talk[]> {
  const ids = Array.from({ length: conversations }, (_value, index) => `talk-${String(index)}`);
  return Promise.all(ids.map((id) => readTalk(api, id)));
}
