import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import type { JsonObject } from '#protocol';
import type { TextEmbedder } from '#embeddings';
import { memoryEntities, openMemory, type OpenMemory } from '#memory';
import type { Turn } from '#messaging';
import type { MemoryUse, TurnMemories } from '#runtime';
import { openMemories } from './open-memories.js';

/** Whose turn it is, and where. */
export interface Who {
  readonly agent: string;
  readonly workspace: string;
  readonly conversation: string;
}

/** The memory of turns over a database of its own. */
export interface TestMemories extends Pick<OpenMemory, 'memory' | 'view'> {
  readonly memories: TurnMemories;
  readonly database: MigratedDatabase['database'];
  end(): Promise<void>;
}

/** Everything means the same to it, so that only places keep memories apart. */
const oneMeaning: TextEmbedder = {
  fingerprint: 'one:1:3',
  dimensions: 3,
  embed: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1, 0, 0))),
};

export async function openTestMemories(): Promise<TestMemories> {
  const migrated = await createMigratedDatabase(memoryEntities);
  const { database } = migrated;
  const opened = openMemory(database, oneMeaning);
  const now = (): Date => new Date();
  return { ...opened, database, memories: openMemories(opened, now), end: () => migrated.close() };
}

/** A memory that learns nothing by itself and shows all it may. */
export function aUse(change: Partial<MemoryUse> = {}): MemoryUse {
  return {
    ...{ scope: 'workspace', learns: false, isShown: true, most: 50, minSimilarity: 0.5 },
    ...{ hybrid: true, contextTokens: undefined, excluded: [], maxEntries: undefined },
    ...change,
  };
}

let count = 0;

/** A turn on a new message. */
export function aTurnOf(who: Who, content: JsonObject = { text: 'Tell me the sales' }): Turn {
  count += 1;
  const id = `msg-${String(count)}`;
  return {
    ...{ id: `turn-${String(count)}`, attempt: 1, crashes: 0 },
    lease: {
      ...{ mailboxId: '1', workspace: who.workspace, conversationId: who.conversation },
      ...{ agentId: `agt-${who.agent}`, agentName: who.agent, agentVersion: 1 },
      ...{ epoch: '1', token: 'token' },
    },
    message: {
      ...{ id, conversationId: who.conversation, seq: 1, performative: 'request' },
      ...{ sender: 'api_client', replyTo: undefined, capability: 'chat', inReplyTo: undefined },
      ...{ content, metadata: undefined, hops: 0, acceptedAt: new Date(), timeLeft: undefined },
      ...{ deadline: undefined, isCancelled: false },
    },
  };
}
