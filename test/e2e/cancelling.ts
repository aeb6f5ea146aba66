import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cancellation, ConversationMessages, MessageDetail } from '#protocol';
import type { ContractFetch, Reply } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';

export const agentsDir = `${import.meta.dirname}/cancelling`;

/** Takes requests and never answers them. */
export async function startSilence(): Promise<{
  readonly url: string;
  /** Resolves when the first request is there. */
  readonly asked: Promise<unknown>;
  close(): void;
}> {
  const server = createServer();
  const asked = once(server, 'request');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/orders`,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A server, as those who cancel use it. */
export class Cancelling {
  constructor(readonly api: ContractFetch) {}

  /** Gives the message's id. */
  async send(
    capability: string,
    conversation: string,
    content: object = {},
    more: object = {},
  ): Promise<string> {
    const { body } = await this.api.call('/api/v1/messages', {
      body: { capability, conversation_id: conversation, content, ...more },
    });
    return String(body['message_id']);
  }

  async detail(id: string): Promise<MessageDetail> {
    return (await this.api.call<MessageDetail>(`/api/v1/messages/${id}`)).body;
  }

  /** The message, as soon as it is as wanted. */
  async until(id: string, isWanted: (message: MessageDetail) => boolean): Promise<MessageDetail> {
    return eventually(() => this.detail(id), isWanted);
  }

  async running(id: string): Promise<MessageDetail> {
    return this.until(id, ({ status }) => status === 'processing');
  }

  async ended(id: string): Promise<MessageDetail> {
    return this.until(id, ({ status }) => status !== 'processing' && status !== 'delivered');
  }

  /** A message, or with `kind` a conversation. */
  async cancel(
    id: string,
    body?: object,
    kind: 'messages' | 'conversations' = 'messages',
  ): Promise<Reply<Cancellation>> {
    const options = { method: 'POST', ...(body === undefined ? {} : { body }) };
    return this.api.call(`/api/v1/${kind}/${id}/cancel`, options);
  }

  /** Sender, act, status and code of each message, as soon as nothing is pending. */
  async talk(conversation: string): Promise<unknown[][]> {
    await eventually(
      () => this.api.call(`/api/v1/conversations/${conversation}`),
      ({ body }) => body['status'] === 'completed',
    );
    const path = `/api/v1/conversations/${conversation}/messages`;
    const { body } = await this.api.call<ConversationMessages>(path);
    return body.messages.map(({ sender, performative, status, content }) => [
      sender,
      performative,
      status ?? null,
      content['code'] ?? null,
    ]);
  }
}
