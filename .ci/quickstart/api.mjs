import { Obstacle } from '../prepare/progress.mjs';
import { readEvents } from './event-stream.mjs';

/** What the quick start asks of the REST API. */
export class Api {
  #base;

  constructor(url) {
    this.#base = `${url}/api/v1`;
  }

  /** Deploys an agent; says whether it is new, because the data of an earlier run may still be there. */
  async deploy(agent) {
    const { status, body } = await this.#post('/agents', agent);
    if (status !== 201 && status !== 409) throw refusal('Deploying the agent', status, body);
    return { isNew: status === 201 };
  }

  async send(message) {
    const { status, body } = await this.#post('/messages', message);
    if (status >= 300) throw refusal('Sending the message', status, body);
    return body;
  }

  /** The events of a conversation, from its first, as they happen. */
  async *follow(conversationId, signal) {
    const path = `/conversations/${encodeURIComponent(conversationId)}?follow=true`;
    const response = await fetch(`${this.#base}${path}`, {
      headers: { accept: 'text/event-stream' },
      signal,
    });
    if (!response.ok)
      throw refusal('Following the conversation', response.status, await response.json());
    yield* readEvents(response.body);
  }

  async #post(path, body) {
    const response = await fetch(`${this.#base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
}

const refusal = (act, status, body) =>
  new Obstacle(
    `${act} was refused with ${status}: ${body?.error?.message ?? JSON.stringify(body)}`,
  );
