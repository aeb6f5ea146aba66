import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import { composeExport, readRecords, runMemory } from './moved-memory.js';

const [embedded, database] = modes;
const agent = {
  name: 'Mover',
  capabilities: ['moving'],
  memory: { enabled: true, scope: 'workspace' },
  system_prompt: 'You move.',
};

let folder: string;
const grounds: Ground[] = [];
const running: RunningServer[] = [];

async function openGround(mode: (typeof modes)[number] | undefined): Promise<Ground> {
  if (mode === undefined) throw new Error('There is no such mode.');
  const ground = await mode[3]();
  grounds.push(ground);
  return ground;
}

async function start({ settings }: Ground): Promise<{ server: RunningServer; api: ContractFetch }> {
  const server = await ServerUnderTest.start({ settings });
  running.push(server);
  return { server, api: await ContractFetch.of(server.url) };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caxton-moving-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ process }) => process.stop()));
  for (const ground of grounds.splice(0)) await ground.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything a memory can hold that clients can write. */
async function fill(api: ContractFetch): Promise<void> {
  await api.call('/api/v1/agents', { body: agent });
  const remember = async (entity_name: string, more: object): Promise<void> => {
    const body = { agent_id: 'Mover', entity_name, entity_type: 'customer', ...more };
    const { status } = await api.call('/api/v1/memory/entities', { body });
    expect(status).toBe(201);
  };
  const prefers = (content: string): object => ({
    observations: [{ content, predicate: 'prefers', confidence: 0.123456 }],
  });
  await remember('acme', prefers('Acme prefers email'));
  await remember('acme', prefers('Acme prefers the phone, "always"\nor \\ é 😀'));
  await remember('acme', {
    ...{ observations: ['Acme pays late'], metadata: { a: [1, null, { b: 'x' }], n: 0.1 } },
    ...{ confidence: 0.91, strength: 0.3, valid_from: '2020-01-01T00:00:00.123456+02:00' },
  });
  const facts = Array.from(
    { length: 40 },
    (_value, n) => `Long fact ${String(n)}, ${'w'.repeat(60)}`,
  );
  await remember('Ünïcode ₿', { observations: facts });
  await remember('private', { observations: ['Of one agent'], memory_scope: 'agent' });
  await remember('shared', { observations: ['Of everybody'], memory_scope: 'global' });
  const conversation = { memory_scope: 'conversation', conversation_id: 'conv: 1' };
  await remember('said', { observations: ['In a conversation'], ...conversation });
  const relation = { from_entity: 'acme', to_entity: 'Ünïcode ₿', relation_type: 'similar_to' };
  for (const said of [
    { strength: 0.7, metadata: { why: 'both' }, bidirectional: true },
    { strength: 0.1, valid_from: '2020-01-01T00:00:00.123456+02:00' },
    { valid_to: '2021-01-01' },
  ]) {
    await api.call('/api/v1/memory/relations', {
      body: { agent_id: 'Mover', ...relation, ...said },
    });
  }
}

/** Waits until everything has its vectors, then exports it to a file. */
async function exportAll({ url }: RunningServer, name: string): Promise<string> {
  const file = join(folder, name);
  const isEmbedded = (record: Readonly<Record<string, unknown>>): boolean =>
    record['record'] === 'relation' || (record['embeddings'] as unknown[]).length > 0;
  await eventually(
    async () => {
      expect(await runMemory('export', '--url', url, '--file', file)).toMatchObject({ code: 0 });
      return readRecords(file);
    },
    (records) => records.every(isEmbedded),
  );
  return file;
}

describeWith(['postgres'], 'caxton memory', () => {
  it('moves a memory from embedded to a real Postgres and back with nothing lost', async () => {
    const first = await start(await openGround(embedded));
    await fill(first.api);
    const here = await exportAll(first.server, 'here.jsonl');

    const second = await start(await openGround(database));
    const to = await runMemory('import', '--url', second.server.url, '--file', here);
    expect(to).toMatchObject({
      code: 0,
      output: expect.stringMatching(/entities imported +5\n/) as unknown,
    });
    const there = await exportAll(second.server, 'there.json.jsonl');

    const third = await start(await openGround(embedded));
    await runMemory('import', '--url', third.server.url, '--file', there);
    const back = await exportAll(third.server, 'back.jsonl');

    const records = readRecords(here);
    expect(records).toHaveLength(6);
    expect(readRecords(there)).toEqual(records);
    expect(readRecords(back)).toEqual(records);
    const { body } = await third.api.call('/api/v1/memory/entities/acme?agent_id=Nobody');
    expect(body).toMatchObject({ error: { code: 'AGENT_NOT_FOUND' } });
    const again = await runMemory('import', '--url', third.server.url, '--file', here);
    expect(again.output).toMatch(/entities imported +0\n/);
  }, 180_000);

  it('moves one scope as a document into another, and says what is wrong', async () => {
    const { server, api } = await start(await openGround(database));
    await fill(api);
    const { url } = server;
    const file = join(folder, 'own.json');
    const own = ['--scope', 'agent', '--owner', 'Mover', '--file', file];
    expect(await runMemory('export', '--url', url, ...own)).toMatchObject({ code: 0 });
    const other = ['--scope', 'agent', '--owner', 'Other', '--file', file];
    expect(await runMemory('import', '--url', url, ...other)).toMatchObject({ code: 0 });
    const { body } = await api.call('/api/v1/memory/export?memory_scope=agent&agent_id=Other');
    expect(body['entities']).toMatchObject([{ entity_name: 'private', agent_id: 'Other' }]);

    writeFileSync(file, '{"export_metadata":{"version":"9.0"}}');
    expect(await runMemory('import', '--url', url, '--file', file)).toMatchObject({
      ...{ code: 7, output: expect.stringContaining('Line 1: version must be 1.0') as unknown },
    });
    const missing = await runMemory('import', '--url', url, '--file', join(folder, 'none'));
    expect(missing).toMatchObject({
      code: 2,
      output: expect.stringContaining('There is no ') as unknown,
    });
    const nowhere = ['--url', 'http://127.0.0.1:9', '--file', join(folder, 'x.jsonl')];
    expect(await runMemory('export', ...nowhere)).toMatchObject({
      ...{
        code: 3,
        output: expect.stringContaining('There is no server at http://127.0.0.1:9.') as unknown,
      },
    });
    expect(existsSync(join(folder, 'x.jsonl'))).toBe(false);
  });
});

describe.each(modes.slice(0, 2))('an import that is killed, in the %s mode', (...mode) => {
  const [, title, servers] = mode;
  describeWith(servers, title, () => {
    it('is resumed by sending it again, and nothing is doubled', async () => {
      const ground = await openGround(mode);
      const { server, api } = await start(ground);
      await api.call('/api/v1/agents', { body: agent });
      const { body } = await api.call<{ export_metadata: { embedding_model: string } }>(
        '/api/v1/memory/export?memory_scope=global',
      );
      const file = join(folder, 'many.jsonl');
      const total = 4_000;
      writeFileSync(file, [...composeExport(total, body.export_metadata.embedding_model)].join(''));
      const sending = runMemory('import', '--url', server.url, '--file', file);
      const count = async (): Promise<number> => {
        const seen = await api.call<{ memory: { entities: number } }>(
          '/api/v1/agents/Mover/memory',
        );
        return seen.body.memory.entities;
      };
      const stored = await eventually(count, (entities) => entities > 500);
      await server.process.stop('SIGKILL');
      expect(await sending).toMatchObject({ code: 3 });
      expect(stored).toBeLessThan(total);

      running.splice(0);
      const next = await start(ground);
      const again = await runMemory('import', '--url', next.server.url, '--file', file);
      const told = (name: string): number =>
        Number(new RegExp(`${name} +(\\d+)\n`).exec(again.output)?.[1]);
      expect(again.code).toBe(0);
      expect(told('entities skipped')).toBeGreaterThanOrEqual(stored);
      expect(told('entities imported') + told('entities skipped')).toBe(total);
      const whole = await exportAll(next.server, 'whole.jsonl');
      const records = readRecords(whole);
      expect(new Set(records.map(({ entity_name }) => entity_name)).size).toBe(total);
      expect(records).toHaveLength(total);
      expect(records.every(({ observations }) => (observations as unknown[]).length === 1)).toBe(
        true,
      );
    }, 180_000);
  });
});
