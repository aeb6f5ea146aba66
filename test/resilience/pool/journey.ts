import type { PatientClient } from './patient-client.js';

/** What a client has seen of the quick start, without names, ids and times: they differ each time. */
export interface Travelogue {
  readonly health: unknown;
  readonly deployed: unknown;
  readonly listed: unknown;
  readonly analysis: unknown;
  readonly answers: readonly unknown[];
  /** Numbers of the events, as they came over all connections. */
  readonly numbers: readonly number[];
  readonly names: readonly (string | undefined)[];
  readonly said: readonly unknown[];
  readonly unknown: unknown;
}

const rounds = [0, 1, 2, 3];

interface Answered {
  readonly status: string;
  readonly routed_to: string;
  readonly reply: { readonly performative: string; readonly content: unknown } | null;
}

/**
 * The quick start from health to error format: deploys an agent, asks it, talks to another with
 * waits, follows the talk from its beginning and reads it again. `n` makes its names its own.
 */
export class Journey {
  private readonly agent: string;
  private readonly capability: string;
  private readonly talk: string;

  constructor(
    private readonly client: PatientClient,
    private readonly n: string,
    /** Called when the talk has begun and most of it is still to come. */
    private readonly onMiddle: () => void = () => undefined,
  ) {
    this.agent = `Analyzer-${n}`;
    this.capability = `data-analysis-${n}`;
    this.talk = `talk-${n}`;
  }

  async make(): Promise<Travelogue> {
    const health = (await this.client.call('/api/v1/health')).body['status'];
    const deployed = await this.deploy();
    const listed = await this.client.call(`/api/v1/agents/${this.agent}`);
    const analysis = this.analyze();
    const answers = [await this.say(0)];
    this.onMiddle();
    const following = this.follow();
    for (const round of rounds.slice(1)) answers.push(await this.say(round));
    const { numbers } = await following;
    return {
      health,
      deployed,
      listed: { status: listed.status, state: listed.body['status'] },
      analysis: await analysis,
      answers,
      numbers,
      names: (await this.follow()).names,
      said: await this.read(),
      unknown: await this.askNobody(),
    };
  }

  /** A client whose connection broke while it deployed may find that it did. */
  private async deploy(): Promise<string> {
    const { status } = await this.client.call('/api/v1/agents', {
      headers: { 'idempotency-key': `deploy-${this.n}` },
      body: {
        name: this.agent,
        version: '1.0.0',
        capabilities: [this.capability],
        tools: ['http_client', 'csv_parser'],
        memory: { enabled: true, scope: 'workspace' },
        system_prompt: 'You help people understand their data.',
      },
    });
    return status === 201 || status === 409 ? 'deployed' : String(status);
  }

  private async analyze(): Promise<unknown> {
    const { status, body } = await this.send('analysis', {
      capability: this.capability,
      content: { request: 'What can you do?' },
      conversation_id: `analysis-${this.n}`,
    });
    return [status, body.status, body.routed_to === this.agent, body.reply?.performative];
  }

  private async say(round: number): Promise<unknown> {
    const { status, body } = await this.send(`say-${String(round)}`, {
      capability: 'echo',
      content: { round, delayMs: 500 },
      conversation_id: this.talk,
    });
    return [status, body.status, body.routed_to, body.reply?.performative, body.reply?.content];
  }

  private send(name: string, fields: object): Promise<{ status: number; body: Answered }> {
    return this.client.call<Answered>('/api/v1/messages', {
      headers: { 'idempotency-key': `${name}-${this.n}` },
      body: { ...fields, performative: 'request', wait: '50s' },
    });
  }

  /** Each round ends with the completion of the conversation. */
  private async follow(): Promise<{ numbers: number[]; names: (string | undefined)[] }> {
    const path = `/api/v1/conversations/${this.talk}?follow=true&keep_open=true`;
    const numbers: number[] = [];
    const names: (string | undefined)[] = [];
    for await (const { id, name } of this.client.follow(path)) {
      if (id === undefined) continue;
      numbers.push(id);
      names.push(name);
      const completed = names.filter((one) => one === 'conversation.completed').length;
      if (completed === rounds.length) break;
    }
    return { numbers, names };
  }

  private async read(): Promise<unknown[]> {
    const { body } = await this.client.call<{ messages: { sender: string; content: unknown }[] }>(
      `/api/v1/conversations/${this.talk}/messages`,
    );
    return body.messages.map(({ sender, content }) => [sender, content]);
  }

  private async askNobody(): Promise<unknown> {
    const { status, body } = await this.client.call<{ error: { code: string } }>(
      '/api/v1/messages',
      { body: { capability: 'nonexistent-capability', performative: 'request', content: {} } },
    );
    return [status, body.error.code];
  }
}
