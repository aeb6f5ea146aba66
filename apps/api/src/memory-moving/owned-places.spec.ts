import type { MemoryImport } from '#memory';
import { ImportReader } from './import-reader.js';
import { placeCheckFor } from './owned-places.js';
import type { ImportOptions } from './moving-queries.js';

const caller = { workspace: 'default', principal: 'key-1' };
const seller = { ...caller, grants: { capabilities: ['sales-*'] } };
const options: ImportOptions = {
  ...{ agent_id: 'Sales', merge_strategy: 'update_existing', dry_run: false },
};

/** Where the entity of an import was put. */
async function placeOf(who: typeof caller, said: object, first: object = {}): Promise<string> {
  const places: string[] = [];
  const taken = { addEntity: ({ place }: { place: string }) => places.push(place) };
  const begin = (): MemoryImport => taken as unknown as MemoryImport;
  const model = { fingerprint: 'words:1', dimensions: undefined };
  const reader = new ImportReader(options, model, begin, placeCheckFor(who, options));
  const piece = (value: unknown, list?: string) => ({
    ...{ line: 7, list, bytes: Buffer.from(JSON.stringify(value)) },
  });
  for (const [key, value] of Object.entries(first))
    await reader.take(piece(value, key) as Parameters<typeof reader.take>[0]);
  await reader.take(
    piece({ record: 'export_metadata', version: '1.0' }) as Parameters<typeof reader.take>[0],
  );
  const entity = { entity_name: 'acme', entity_type: 'customer', observations: [], ...said };
  await reader.take(piece({ record: 'entity', ...entity }) as Parameters<typeof reader.take>[0]);
  return places.join();
}

describe(placeCheckFor, () => {
  const ofFinance = { memory_scope: 'agent', agent_id: 'Finance' };
  const refused = { code: 'FORBIDDEN', details: { line: 7 } };

  it('lets nobody who is bounded plant records into the memory of another agent', async () => {
    await expect(placeOf(seller, ofFinance)).rejects.toMatchObject(refused);
    const inConversation = { memory_scope: 'conversation', conversation_id: 'books' };
    await expect(placeOf(seller, inConversation)).rejects.toMatchObject(refused);
  });

  it('believes no document that names another owner than the query', async () => {
    const document = { agent_id: 'Finance', memory_scope: 'agent' };
    await expect(placeOf(seller, {}, document)).rejects.toMatchObject(refused);
  });

  it('takes what is of the named agent, or shared', async () => {
    expect(await placeOf(seller, { memory_scope: 'agent' })).toBe('agent:Sales');
    expect(await placeOf(seller, {})).toBe('workspace');
  });

  it('takes everything of whoever is not bounded', async () => {
    expect(await placeOf(caller, ofFinance)).toBe('agent:Finance');
  });
});
