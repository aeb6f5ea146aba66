import type { Grants } from '#protocol';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { addAgent, client, deliver, look, request } from '../messaging.fixture.js';
import { ConversationReach } from './conversation-reach.js';
import type { Named } from './reach.repository.js';

describe(ConversationReach.name, () => {
  let opened: MigratedDatabase;
  let reach: ConversationReach;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    reach = new ConversationReach(opened.database);
    const sales = await addAgent(opened.database, 'Sales_A');
    const books = await addAgent(opened.database, 'Books');
    await look(
      opened.database,
      `insert into agent_capabilities (agent_id, workspace_id, capability, position)
       values ($1, 'default', 'sales-help', 0), ($2, 'default', 'finance', 0)`,
      [sales.id, books.id],
    );
    const direct = { ...request(books, 'direct') };
    delete (direct as { capability?: string }).capability;
    await deliver(opened.database, [
      { ...request(sales, 'of-sales'), id: 'msg-sales', capability: 'sales-help' },
      { ...request(sales, 'mixed'), capability: 'sales-help' },
      { ...request(books, 'mixed'), id: 'msg-books', capability: 'finance' },
      direct,
    ]);
  });
  afterAll(() => opened.close());

  const isOpen = (grants: Grants | undefined, named: Named): Promise<boolean> =>
    reach.refuseBeyond({ ...client, ...(grants ? { grants } : {}) }, named).then(
      () => true,
      (error: unknown) => {
        if ((error as { code?: unknown }).code !== 'NOT_GRANTED') throw error;
        return false;
      },
    );
  const ofSales = { conversationId: 'of-sales' };
  const mixed = { conversationId: 'mixed' };

  it('keeps nothing from whoever is not bounded', async () => {
    expect(await isOpen(undefined, mixed)).toBe(true);
  });

  it('keeps a conversation from whoever is not granted all that was asked for in it', async () => {
    const grants = { capabilities: ['sales-*'] };
    expect([await isOpen(grants, ofSales), await isOpen(grants, mixed)]).toEqual([true, false]);
    expect(await isOpen({ capabilities: ['finance', 'sales-help'] }, mixed)).toBe(true);
  });

  it('keeps it from whoever is not granted every agent in it', async () => {
    expect(await isOpen({ agents: ['Sales*'] }, ofSales)).toBe(true);
    expect(await isOpen({ agents: ['Sales_A'] }, mixed)).toBe(false);
    expect(await isOpen({ agents: [] }, ofSales)).toBe(false);
  });

  it('takes names by the letter, also those that look like patterns', async () => {
    expect(await isOpen({ agents: ['SalesXA', 'Sales_B'] }, ofSales)).toBe(false);
    expect(await isOpen({ agents: ['Sales_*'] }, ofSales)).toBe(true);
  });

  it('asks of mail that names no capability what its agent does', async () => {
    const direct = { conversationId: 'direct' };
    expect(await isOpen({ capabilities: ['sales-*'] }, direct)).toBe(false);
    expect(await isOpen({ capabilities: ['fin*'] }, direct)).toBe(true);
  });

  it('finds the conversation of a message, and nothing against what does not exist', async () => {
    const grants = { capabilities: ['sales-*'] };
    expect(await isOpen(grants, { messageId: 'msg-sales' })).toBe(true);
    expect(await isOpen(grants, { messageId: 'msg-books' })).toBe(false);
    expect(await isOpen(grants, { messageId: 'msg-none' })).toBe(true);
    expect(await isOpen({ agents: [] }, { conversationId: 'none' })).toBe(true);
  });
});
