import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ServerUnderTest, type RunningServer } from '../../support/server-under-test.js';
import type { Ground } from '../grounds.js';
import { perSecond } from '../percentiles.js';
import { composeCrowd } from './compose-crowd.js';

/**
 * The heap that the server gets: an export of 100,000 entities with their vectors is some 400 MB of text,
 * so whoever held it would die of it.
 */
const heapMegabytes = 160;

/** One direction. */
export interface MovingFigures {
  readonly perSecond: number;
  readonly megabytes: number;
  /** By how much the process of the server grew meanwhile, at most. */
  readonly grownMegabytes: number;
}

/** Moves so many entities into a server of the ground by HTTP, with their vectors, and out again. */
export async function measureMoving(
  ground: Ground,
  entities: number,
): Promise<{ readonly import: MovingFigures; readonly export: MovingFigures }> {
  const server = await ServerUnderTest.start({
    settings: { ...ground.settings, CAXTON_LLM_PROVIDER: 'embedded' },
    nodeFlags: [`--max-old-space-size=${String(heapMegabytes)}`],
  });
  try {
    const model = await readModel(server);
    const into = await measure(server, entities, () =>
      bring(server, composeCrowd(entities, model)),
    );
    const out = await measure(server, entities, () => fetchAll(server, entities));
    return { import: into, export: out };
  } finally {
    await server.process.stop();
  }
}

async function measure(
  { process: { pid } }: RunningServer,
  entities: number,
  move: () => Promise<number>,
): Promise<MovingFigures> {
  const before = residentBytes(pid);
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, residentBytes(pid));
  }, 100);
  const startedAt = performance.now();
  try {
    const bytes = await move();
    return {
      perSecond: perSecond(entities, performance.now() - startedAt),
      megabytes: Math.round(bytes / 1e6),
      grownMegabytes: Math.round((most - before) / 1e6),
    };
  } finally {
    clearInterval(looking);
  }
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}

async function readModel({ url }: RunningServer): Promise<string> {
  const answer = await fetch(`${url}/api/v1/memory/export?memory_scope=global`);
  const { export_metadata: head } = (await answer.json()) as {
    export_metadata: { embedding_model: string };
  };
  return head.embedding_model;
}

async function bring({ url }: RunningServer, lines: Iterable<string>): Promise<number> {
  const asking = request(`${url}/api/v1/memory/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  let bytes = 0;
  Readable.from(lines)
    .on('data', (line: string) => {
      bytes += line.length;
    })
    .pipe(asking);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const said = await text(answer);
  const { embeddings_queued: queued } = JSON.parse(said) as { embeddings_queued?: number };
  if (answer.statusCode !== 201 || queued !== 0) throw new Error(said);
  return bytes;
}

async function fetchAll({ url }: RunningServer, entities: number): Promise<number> {
  const answer = await fetch(`${url}/api/v1/memory/export?format=jsonl&include_embeddings=true`);
  let bytes = 0;
  let tail = '';
  for await (const chunk of answer.body ?? []) {
    const piece = chunk as Uint8Array;
    bytes += piece.length;
    tail = (tail + Buffer.from(piece.subarray(-200)).toString('latin1')).slice(-200);
  }
  if (!tail.includes(`"entities":${String(entities)}`)) throw new Error(`Not whole: ${tail}`);
  return bytes;
}
