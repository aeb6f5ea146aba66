import { join } from 'node:path';
import { callsTools, says, startOpenAiStub, type ModelStub } from '#testing';
import { ContractFetch } from '../../support/contract-fetch.js';
import { createEmptyDatabase, type TestDatabase } from '../../support/databases.js';
import { eventually } from '../../support/eventually.js';
import { ServerUnderTest, type RunningServer } from '../../support/server-under-test.js';
import { openChargeDesk, type ChargeDesk } from '../charge-desk.js';

/** What a turn asks of people. */
export interface Asked {
  readonly id: string;
  readonly arguments: Record<string, unknown>;
}

/** Servers of two versions on one database, and what their agents pay at and think with. */
export class WaitingTurns {
  /** Answers that the model gave. */
  modelAsked = 0;
  private readonly running = new Set<RunningServer>();

  private constructor(
    private readonly database: TestDatabase,
    private readonly stub: ModelStub,
    private readonly desk: ChargeDesk,
  ) {}

  static async open(): Promise<WaitingTurns> {
    const [database, stub, desk] = await Promise.all([
      createEmptyDatabase(),
      startOpenAiStub(),
      openChargeDesk(),
    ]);
    const turns = new WaitingTurns(database, stub, desk);
    turns.script();
    return turns;
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((server) => this.stop(server)));
    await Promise.all([this.stub.close(), this.desk.close()]);
    await this.database.drop();
  }

  async start(folder?: string): Promise<{ server: RunningServer; api: ContractFetch }> {
    const server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATABASE_URL: this.database.url,
        CAXTON_AGENTS_DIR: join(import.meta.dirname, '../../e2e/approving'),
        CAXTON_LLM_PROVIDER: 'openai-compatible',
        CAXTON_LLM_BASE_URL: this.stub.baseUrl,
        CAXTON_LLM_MODEL: 'stub-model',
        CAXTON_LLM_API_KEY: 'key-for-the-test',
        CAXTON_EGRESS_ALLOW: this.desk.url,
        DESK_URL: this.desk.url,
      },
      ...(folder === undefined ? {} : { folder }),
    });
    this.running.add(server);
    return { server, api: await ContractFetch.of(server.url) };
  }

  async stop(server: RunningServer): Promise<number | null> {
    this.running.delete(server);
    return (await server.process.stop()).code;
  }

  /** What was done outside, in no order. */
  get effects(): string[] {
    return this.desk.effects.map(({ body }) => JSON.stringify(body)).sort();
  }

  /** Pays what it is asked for, then says what it was told of that. */
  private script(): void {
    const call = { method: 'POST', url: this.desk.url, json: { amount: 7 } };
    this.stub.script(({ body }) => {
      this.modelAsked += 1;
      const messages = body['messages'] as { role: string; content: unknown }[];
      const told = messages.findLast(({ role }) => role === 'tool');
      return told === undefined
        ? callsTools({ name: 'http_client', arguments: call })
        : says(JSON.stringify({ told: JSON.stringify(told.content) }));
    });
  }
}

/** An agent that needs people for its payments. */
export async function deployPayer(api: ContractFetch): Promise<void> {
  const policy = { http_client: { needs_approval: true } };
  const payer = { name: 'Payer', capabilities: ['pay'], system_prompt: 'Pay.' };
  await api.call('/api/v1/agents', {
    body: { ...payer, tools: ['http_client'], tool_policies: policy },
  });
}

/** Sends a message, and comes back when its turn waits for people. */
export async function sendAndWait(api: ContractFetch, to: string, id: string): Promise<void> {
  const content = { request: 'Pay 7.', order: 1, amount: 7 };
  await api.call('/api/v1/messages', {
    body: { capability: to, message_id: id, conversation_id: `talk-${id}`, content },
  });
  await askedBy(api, id);
}

/** What the turn on a message asks, as soon as it does. */
export async function askedBy(api: ContractFetch, id: string): Promise<Asked> {
  const path = `/api/v1/approvals?status=pending&conversation=talk-${id}`;
  const { body } = await eventually(
    () => api.call<{ approvals: Asked[] }>(path),
    (seen) => seen.body.approvals.length === 1,
  );
  const [asked] = body.approvals;
  if (asked === undefined) throw new Error('Nothing is asked.');
  return asked;
}

/** The message when its turn is over. */
export async function ended(api: ContractFetch, id: string): Promise<unknown> {
  const { body } = await eventually(
    () => api.call<{ status: string }>(`/api/v1/messages/${id}`),
    (seen) => !['delivered', 'processing', 'waiting'].includes(seen.body.status),
  );
  return body;
}
