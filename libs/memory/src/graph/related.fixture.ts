import { createEmbeddedDatabase } from '../../../../test/support/embedded-database.js';
import type { TestServer } from '../../../../test/support/test-servers.js';
import { systemCaller } from '#platform';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { NamedRelation } from '../memory.js';
import type { RecallQuery } from '../recall/recall-query.js';
import type { Provenance } from '../write/new-memory.js';
import type { RelationRow } from './relate.repository.js';
import type { WalkTerms } from './walk.repository.js';

/** The databases that relations are kept in. */
export const grounds: [TestServer[], string, () => Promise<TestMemory>][] = [
  [[], 'the embedded Postgres', () => openTestMemory(createEmbeddedDatabase)],
  [['postgres'], 'a real Postgres', () => openTestMemory()],
];

export const places = ['workspace'];
const source = { by: 'api_client' };
const terms = { depth: 9, minStrength: 0, direction: 'outgoing', limit: 99 } as const;

/** The start of a day of the past. */
export const day = (n: number): string => new Date(Date.UTC(2026, 0, n)).toISOString();

/** Entities `a` to `d`, remembered on the first day, and what is said of them. */
export class Related {
  private statements = 0;

  constructor(private readonly test: TestMemory) {}

  async begin(): Promise<void> {
    await this.test.memory.clear(client, 'workspace');
    const all = ['a', 'b', 'c', 'd'].map((name) => aMemory(name, `Sales of ${name}`));
    await this.test.memory.remember(client, 'workspace', all, source);
    await this.run(`update memory_entities set created_at = '${day(1)}'`);
    await this.run(`update memory_observations
      set created_at = '${day(1)}', valid_from = '${day(1)}'`);
  }

  run(text: string): Promise<unknown> {
    this.statements += 1;
    const statement = { name: `test.related-${String(this.statements)}`, text };
    return this.test.database.transaction(systemCaller, (tx) => tx.rows(statement));
  }

  /** Of `a` and `b`, if nothing else is said. */
  async relate(said: Partial<NamedRelation> = {}, from: Provenance = source): Promise<RelationRow> {
    const relation = { from: 'a', to: 'b', type: 'uses', metadata: {}, ...said };
    const stored = await this.test.memory.relate(client, 'workspace', relation, from);
    if ('missing' in stored) throw new Error(`not remembered: ${stored.missing.join(', ')}`);
    return stored;
  }

  /** As if it had been said on that day. */
  async relateOn(n: number, said: Partial<NamedRelation> = {}): Promise<void> {
    const { id, version } = await this.relate(said);
    const column = version === 1 ? 'created_at' : 'changed_at';
    await this.run(`update memory_relations set ${column} = '${day(n)}' where id = '${id}'`);
    await this.run(`update memory_relation_versions set known_to = '${day(n)}'
      where relation_id = '${id}' and version = ${String(version - 1)}`);
  }

  /** The names of what is reached, in its order; nothing when the root is not there. */
  async walk(
    change: Partial<WalkTerms> & { readonly root?: string; readonly depthFirst?: boolean } = {},
  ): Promise<string | undefined> {
    const { root = 'a', depthFirst = false, ...more } = change;
    const asked = { ...terms, depthFirst, ...more };
    const graph = await this.test.view.graph(client, places, root, asked);
    return graph?.nodes.map(({ name }) => name).join(' ');
  }

  /** What a search tells of `a`, and how strong the relations of the graph around it are. */
  async seen(at?: RecallQuery['at']): Promise<[links: string, walked: string]> {
    const entity = await this.test.view.entity(client, places, 'a');
    const id = entity?.entity.id ?? '';
    const links = await this.test.view.links(client, { places, ids: [id], at });
    const asked = { ...terms, depthFirst: false, at };
    const graph = await this.test.view.graph(client, places, 'a', asked);
    const told = (links.get(id) ?? []).map(({ other, strength }) => `${other} ${String(strength)}`);
    return [told.join(), (graph?.edges ?? []).map(({ strength }) => strength).join()];
  }
}
