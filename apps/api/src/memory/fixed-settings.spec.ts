import type { MemoryConfig } from '#protocol';
import { findFixed } from './fixed-settings.js';

const off = { enabled: false, connection_url: null };
const config: MemoryConfig = {
  backend: 'postgres',
  embedding_model: 'mini:1:384',
  embedding_dimensions: 384,
  default_memory_scope: 'workspace',
  retention_policy: {
    ...{ max_entities: 10, max_entities_per_scope: null, max_age_days: 365 },
    ...{ max_retractions_days: 365 },
    ...{ max_superseded_days: 365, max_uses_days: 90, min_confidence: 0, min_strength: 0 },
    ...{ strength_half_life_days: null, cleanup_frequency: '1m' },
  },
  performance_settings: { batch_size: 100, max_concurrent_searches: 10, cache_size_mb: 2.93 },
  external_backends: { neo4j: off, qdrant: off },
};

describe(findFixed, () => {
  it('finds nothing in a configuration that is sent back as it was read', () => {
    expect(findFixed(config, config)).toEqual([]);
  });

  it('finds nothing in rules of retention', () => {
    expect(
      findFixed(config, { retention_policy: { max_entities: 9, max_age_days: null } }),
    ).toEqual([]);
  });

  it.each([
    [{ backend: 'neo4j' }, 'backend', 'CAXTON_DATABASE_URL'],
    [
      { performance_settings: { max_concurrent_searches: 50 } },
      'performance_settings.max_concurrent_searches',
      'CAXTON_DATABASE_POOL',
    ],
    [
      { external_backends: { neo4j: { enabled: true } } },
      'external_backends.neo4j.enabled',
      'only backend',
    ],
    [
      { retention_policy: { cleanup_frequency: 'daily' } },
      'retention_policy.cleanup_frequency',
      'every minute',
    ],
    [
      { performance_settings: { threads: 4 } },
      'performance_settings.threads',
      'knows no such setting',
    ],
  ])('names what cannot be changed and who decides it: %j', (change, field, who) => {
    expect(findFixed(config, change)).toEqual([
      { field, rule: 'fixed', message: expect.stringContaining(who) as string },
    ]);
  });
});
