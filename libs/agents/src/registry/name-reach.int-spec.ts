import { ProtocolError, type Grants } from '#protocol';
import type { Caller } from '#platform';
import { client, configure, openTestAgents, stranger, type TestAgents } from '../agents.fixture.js';
import { AgentRegistry } from './agent-registry.js';

const bounded = (grants: Grants): Caller => ({ ...client, grants });
const sales = bounded({ capabilities: ['sales-*'] });

describe('the name of an agent that was removed', () => {
  let agents: TestAgents;
  let registry: AgentRegistry;

  beforeAll(async () => {
    agents = await openTestAgents();
    registry = new AgentRegistry(agents.database, agents.channel, {
      knownTools: () => Promise.resolve([]),
      remembersUnder: (_tx, name) => Promise.resolve(name === 'Imported'),
    });
    await come('Payroll', ['sales-help', 'payroll']);
    await go('Payroll');
    await come('Helper', ['sales-help']);
    await go('Helper');
  });
  afterAll(() => agents.end());

  const come = (name: string, capabilities: string[]): Promise<unknown> =>
    agents.registry.deploy(client, configure(name, capabilities));
  const go = (name: string): Promise<unknown> => agents.registry.remove(client, name);
  const take = (caller: Caller, name: string): Promise<string> =>
    registry.deploy(caller, configure(name, ['sales-help'])).then(
      ({ status }) => status,
      (error: unknown) => (error instanceof ProtocolError ? error.code : String(error)),
    );

  it('is not taken by whoever was not granted all that it did, whoever had the name in between', async () => {
    expect(await take(sales, 'Payroll')).toBe('FORBIDDEN');
    await come('Payroll', ['sales-help']);
    await go('Payroll');

    expect(await take(sales, 'Payroll')).toBe('FORBIDDEN');
    await expect(registry.get(client, 'Payroll')).rejects.toMatchObject({
      code: 'AGENT_NOT_FOUND',
    });
  });

  it('is not taken by them either when only memories were brought in under it', async () => {
    expect(await take(sales, 'Imported')).toBe('FORBIDDEN');
    expect(await take(client, 'Imported')).toBe('deployed');
  });

  it('is taken by whoever could have changed the agent, by others of another workspace, and by admins', async () => {
    expect(await take(sales, 'Helper')).toBe('deployed');
    expect(await take(sales, 'NeverThere')).toBe('deployed');
    expect(await take({ ...stranger, grants: sales.grants }, 'Payroll')).toBe('deployed');
    expect(await take(client, 'Payroll')).toBe('deployed');
  });

  it('is taken by whoever is granted the agent by its name', async () => {
    await come('Ledger', ['payroll']);
    await go('Ledger');
    expect(await take(bounded({ agents: ['Ledger'] }), 'Ledger')).toBe('deployed');
  });
});
