import {
  addPast,
  addWaiting,
  client,
  configure,
  look,
  openTestAgents,
  WordEmbedder,
  type TestAgents,
} from '../agents.fixture.js';
import { EmbedderUnavailable } from '#embeddings';
import { CapabilityCatalog } from './capability-catalog.js';
import { MeaningSearch } from './meaning-search.js';

let agents: TestAgents;
beforeEach(async () => {
  agents = await openTestAgents();
});
afterEach(() => agents.end());

describe(CapabilityCatalog.name, () => {
  it("lists capabilities in the contract's shape", async () => {
    await agents.registry.deploy(
      client,
      configure('DataAnalyzer', ['report-generation', 'data-analysis']),
    );
    await agents.registry.deploy(client, configure('ReportGenerator', ['report-generation']));
    await addPast(agents.database, {
      agent: 'DataAnalyzer',
      capability: 'data-analysis',
      count: 12,
      tookMs: 2_300,
    });

    expect(await agents.catalog.list(client)).toEqual({
      capabilities: [
        {
          name: 'data-analysis',
          agents: ['DataAnalyzer'],
          description: 'Analyze datasets and provide insights',
          load: 'low',
          avg_response_time: '2.3s',
        },
        {
          name: 'report-generation',
          agents: ['DataAnalyzer', 'ReportGenerator'],
          description: 'Generate reports from analysis results',
          load: 'low',
          avg_response_time: '0.0s',
        },
      ],
    });
  });

  it('details one with figures of what happened', async () => {
    await agents.registry.deploy(client, configure('A', ['data-analysis']));
    await agents.registry.deploy(client, configure('B', ['data-analysis', 'other']));
    await agents.registry.pause(client, 'B');
    const past = { agent: 'A', capability: 'data-analysis' };
    await addPast(agents.database, { ...past, count: 9, tookMs: 2_000 });
    await addPast(agents.database, { ...past, count: 3, tookMs: 4_000, status: 'failed' });
    await addWaiting(agents.database, 'A', 'conv-1', 3);

    expect(await agents.catalog.detail(client, 'data-analysis')).toEqual({
      capability: 'data-analysis',
      description: 'Analyze datasets and provide insights',
      agents: [
        {
          name: 'A',
          status: 'running',
          confidence: 0.6091,
          load: 'medium',
          last_used: expect.stringMatching(/Z$/) as string,
          success_rate: 0.75,
          avg_response_time: '2.5s',
          requests: 12,
        },
        {
          name: 'B',
          status: 'paused',
          confidence: 0,
          load: 'low',
          last_used: null,
          success_rate: 0,
          avg_response_time: '0.0s',
          requests: 0,
        },
      ],
      routing_strategy: 'best_match',
      total_requests: 12,
      avg_response_time: '2.5s',
    });
  });

  it('says in the words of the contract that there is none', async () => {
    await expect(agents.catalog.detail(client, 'nothing')).rejects.toMatchObject({
      code: 'INVALID_CAPABILITY',
      message: "Capability 'nothing' not found",
    });
  });

  it('knows what the others offer to an agent', async () => {
    await agents.registry.deploy(client, configure('A', ['work', 'data-analysis']));
    await agents.registry.deploy(client, configure('B', ['work', 'play']));
    await agents.registry.deploy(client, configure('C', ['rest']));
    await agents.registry.pause(client, 'C');

    expect(await agents.catalog.neighbours(client, 'B')).toEqual([
      { capability: 'data-analysis', description: 'Analyze datasets and provide insights' },
      { capability: 'work', description: 'Work' },
    ]);
  });

  describe('describes a capability', () => {
    const describe_ = async (): Promise<string | undefined> =>
      (await agents.catalog.list(client)).capabilities[0]?.description;
    const words = (description: string): object => ({
      capability_metadata: { 'invoice-check': { description } },
    });

    it("in its author's words, those of the last deployment that has some", async () => {
      await agents.registry.deploy(client, configure('A', ['invoice-check']));
      expect(await describe_()).toBe('Invoice check');
      await agents.registry.deploy(client, configure('B', ['invoice-check'], words('Checks.')));
      expect(await describe_()).toBe('Checks.');
      await agents.registry.update(client, 'B', words('Checks invoices.'));
      expect(await describe_()).toBe('Checks invoices.');
      await agents.registry.deploy(
        client,
        configure('C', ['invoice-check'], { description: 'I am C.' }),
      );
      expect(await describe_()).toBe('Checks invoices.');
    });

    it('out of its name again when the author takes the words back', async () => {
      await agents.registry.deploy(client, configure('B', ['invoice-check'], words('Checks.')));
      await agents.registry.update(client, 'B', {
        capability_metadata: null,
        description: 'A clerk.',
      });

      expect(await describe_()).toBe('Invoice check: A clerk.');
    });
  });
});

describe(MeaningSearch.name, () => {
  beforeEach(async () => {
    await agents.registry.deploy(client, configure('A', ['data-analysis', 'report-generation']));
    await agents.registry.deploy(client, configure('T', ['translation']));
  });
  const search = (query: string, more: object = {}): ReturnType<CapabilityCatalog['search']> =>
    agents.catalog.search(client, { query, limit: 10, min_similarity: 0, ...more });

  it('finds what is meant, the nearest first, with who provides it', async () => {
    const { query, matches } = await search('analyze datasets');

    expect(query).toBe('analyze datasets');
    expect(matches[0]).toEqual({
      capability: 'data-analysis',
      similarity: expect.any(Number) as number,
      description: 'Analyze datasets and provide insights',
      agents: ['A'],
    });
    expect(matches.map(({ similarity }) => similarity)).toEqual(
      matches.map(({ similarity }) => similarity).sort((a, b) => b - a),
    );
  });

  it('gives no more than asked for and nothing that is too far', async () => {
    expect((await search('analyze datasets', { limit: 1 })).matches).toHaveLength(1);
    expect((await search('translate texts', { min_similarity: 0.3 })).matches).toEqual([
      expect.objectContaining({ capability: 'translation' }),
    ]);
  });

  it('makes each vector once, also when many search at once, and again for new words', async () => {
    await Promise.all(Array.from({ length: 5 }, () => search('x')));
    const made = (): number => agents.embedder.embedded.filter((text) => text.includes(':')).length;
    expect(made()).toBe(3);

    await agents.openOther().catalog.search(client, { query: 'x', limit: 1, min_similarity: 0 });
    expect(made()).toBe(3);
    await agents.registry.deploy(client, configure('W', ['weeding']));
    await search('weeding');
    expect(made()).toBe(4);
  });

  it('waits for no model at a deployment', () => {
    expect(agents.embedder.embedded).toEqual([]);
  });

  it('never compares vectors of different models', async () => {
    await search('x');
    const other = new MeaningSearch(agents.database, new WordEmbedder('words:2'));
    const { capabilities } = await agents.cache.snapshot(client);
    await other.search(client, [...capabilities.values()].slice(0, 1), {
      query: 'x',
      limit: 10,
      min_similarity: 0,
    });

    const rows = await look<{ fingerprint: string }>(
      agents.database,
      'select fingerprint from capabilities order by name',
    );
    expect(rows.map(({ fingerprint }) => fingerprint.slice(0, 7))).toEqual([
      'words:2',
      'words:1',
      'words:1',
    ]);
  });

  it('forgets who is gone', async () => {
    await search('x');
    await agents.registry.remove(client, 'T');

    expect((await search('translate texts')).matches.map(({ capability }) => capability)).toEqual([
      'data-analysis',
      'report-generation',
    ]);
  });

  it('says that it is unavailable when the model is, instead of guessing', async () => {
    const { fingerprint, dimensions } = agents.embedder;
    const broken = {
      fingerprint,
      dimensions,
      embed: () => Promise.reject(new EmbedderUnavailable('its files are missing')),
    };
    const { capabilities } = await agents.cache.snapshot(client);
    const found = new MeaningSearch(agents.database, broken).search(
      client,
      [...capabilities.values()],
      { query: 'x', limit: 1, min_similarity: 0 },
    );

    await expect(found).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
