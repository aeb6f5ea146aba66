import { createHash } from 'node:crypto';
import type { JsonValue } from '#protocol';
import {
  createId,
  defaultWorkspace,
  systemCaller,
  systemClock,
  type Caller,
  type Clock,
  type Database,
} from '#platform';
import type { TextEmbedder } from '#embeddings';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import { openAgents, type Agents, type AgentsGround } from './open-agents.js';
import type { RegistryChannel } from './registry/registry-channel.js';

/** Whoever calls in these tests. */
export const client: Caller = { workspace: defaultWorkspace, principal: 'api_client' };

/** Somebody of another tenant. */
export const stranger: Caller = { workspace: 'elsewhere', principal: 'api_client' };

/** The event channel inside one process. */
class LocalChannel implements RegistryChannel {
  private readonly listeners = new Set<(event: JsonValue) => void>();
  readonly published: JsonValue[] = [];

  publish(_topic: string, event: JsonValue): void {
    this.published.push(event);
    for (const listener of [...this.listeners]) listener(event);
  }

  subscribe(_topic: string, listener: (event: JsonValue) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

/** Time that goes on only when a test says so. */
export class HandClock implements Clock {
  private milliseconds = 0;

  now(): number {
    return this.milliseconds;
  }

  monotonic(): number {
    return this.milliseconds;
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}

/** Words as directions of the vector space: texts are alike as far as they share words. */
export class WordEmbedder implements TextEmbedder {
  readonly dimensions = 384;
  readonly embedded: string[] = [];

  constructor(readonly fingerprint = 'words:1') {}

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    this.embedded.push(...texts);
    return texts.map((text) => {
      const vector = new Float32Array(this.dimensions);
      for (const word of text.toLowerCase().match(/[a-z]{3,}/g) ?? []) {
        const place = createHash('sha1').update(word).digest().readUInt16BE() % this.dimensions;
        vector[place] = 1;
      }
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    });
  }
}

/** The library on a database of its own, as one process has it. */
export interface TestAgents extends Agents {
  readonly opened: MigratedDatabase;
  readonly database: Database;
  readonly channel: RegistryChannel & { readonly published: readonly JsonValue[] };
  readonly embedder: WordEmbedder;
  /** Another process on the same database; deaf, unless it is given the same channel. */
  openOther(ground?: { channel?: RegistryChannel; clock?: Clock }): Agents;
  end(): Promise<void>;
}

export async function openTestAgents(clock: Clock = systemClock): Promise<TestAgents> {
  const opened = await createMigratedDatabase();
  const { database } = opened;
  const channel = new LocalChannel();
  const embedder = new WordEmbedder();
  const knownTools: AgentsGround['knownTools'] = () =>
    Promise.resolve([
      {
        ...{ name: 'http_client', safety: 'read_only', readsOutside: true },
        ...{ safetyOf: () => 'unsafe', methodOf: () => 'POST' },
      },
      { name: 'csv_parser', safety: 'read_only', readsOutsideOf: () => true },
    ]);
  return {
    ...openAgents({ database, channel, knownTools, embedder, clock }),
    opened,
    database,
    channel,
    embedder,
    openOther: (ground = {}) =>
      openAgents({ database, knownTools, embedder, channel: new LocalChannel(), clock, ...ground }),
    end: () => opened.close(),
  };
}

/** A configuration that is good enough. */
export function configure(
  name: string,
  capabilities: readonly string[],
  more: object = {},
): object {
  return { name, capabilities, system_prompt: `You are ${name}.`, ...more };
}

/** Rows of any query, for looking behind the curtain and for making a history. */
export async function look<Row extends Record<string, unknown>>(
  database: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const name = `test.${createHash('sha1').update(text).digest('hex')}`;
  return database.read(systemCaller, (tx) => tx.rows<Row>({ name, text }, values));
}

/** What an agent has done, as if it had. */
export interface PastMessages {
  readonly agent: string;
  readonly capability?: string;
  readonly count: number;
  readonly status?: 'completed' | 'failed' | 'expired' | 'cancelled';
  /** How long each took. @default 1000 */
  readonly tookMs?: number;
  /** How long ago the last one ended. @default 0 */
  readonly agoMs?: number;
  readonly workspace?: string;
}

/** Gives an agent a history of messages that ended. */
export async function addPast(database: Database, past: PastMessages): Promise<void> {
  const { agent, capability = null, count, status = 'completed' } = past;
  await look(
    database,
    `insert into messages (workspace_id, id, conversation_id, seq, performative, sender, capability,
       mailbox_id, agent_id, routed_to, content, status, accepted_at, started_at, settled_at)
     select a.workspace_id, $5 || n, 'past-' || $5, n, 'request', 'api_client', $2, 0, a.id, a.name,
       '{}', $3, ended - $6::int * interval '1 ms', ended - $6::int * interval '1 ms', ended
     from agents a, generate_series(1, $4::int) n,
       lateral (select clock_timestamp() - $7::int * interval '1 ms'
         - ($4 - n) * interval '1 ms' as ended) t
     where a.name = $1 and a.status <> 'removed'`,
    [agent, capability, status, count, createId('msg'), past.tookMs ?? 1_000, past.agoMs ?? 0],
  );
}

/** Puts mail that waits into an agent's mailbox of a conversation. */
export async function addWaiting(
  database: Database,
  agent: string,
  conversationId: string,
  count = 1,
): Promise<void> {
  await look(
    database,
    `with box as (
       insert into mailboxes as b (workspace_id, agent_id, conversation_id, pending, last_seq)
       select workspace_id, id, $2, $3::int, $3::int from agents
       where name = $1 and status <> 'removed'
       on conflict (agent_id, conversation_id) do update set
         pending = b.pending + excluded.pending, last_seq = b.last_seq + excluded.last_seq
       returning id, workspace_id, agent_id, last_seq)
     insert into messages (workspace_id, id, conversation_id, seq, mailbox_id, mailbox_seq,
       performative, sender, capability, agent_id, content, status)
     select box.workspace_id, $4 || n, $2 || $4, n, box.id, box.last_seq - $3::int + n, 'request',
       'api_client', 'work', box.agent_id, '{}', 'delivered'
     from box, generate_series(1, $3::int) n`,
    [agent, conversationId, count, createId('msg')],
  );
}

/** Ends all mail of an agent. */
export async function emptyMailboxes(database: Database, agent: string): Promise<void> {
  await look(
    database,
    `with gone as (
       update mailboxes set pending = 0 where agent_id = (
         select id from agents where name = $1 and status <> 'removed') returning id)
     update messages set status = 'completed', settled_at = clock_timestamp()
     where status = 'delivered' and mailbox_id in (select id from gone)`,
    [agent],
  );
}
