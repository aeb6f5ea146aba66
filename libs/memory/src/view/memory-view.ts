import type { Caller, Database } from '#platform';
import { findLinks, type Link, type LinkTerms } from '../graph/link.repository.js';
import { readGraph, type Neighbourhood } from '../graph/read-graph.js';
import { readRelation, type WholeRelation } from '../graph/relation-history.repository.js';
import type { WalkTerms } from '../graph/walk.repository.js';
import type { Place } from '../place.js';
import { readEntity, type EntityRow, type ObservationRow } from './entity.repository.js';
import { findListedEntities, type ListedEntity, type ListingPage } from './listing.repository.js';
import {
  countByPlace,
  countPlaces,
  findRecentEntities,
  type PlaceCounts,
  type RecentRow,
} from './overview.repository.js';

/** Relations of one entity at most, the strongest; the graph has all. */
const mostLinks = 50;

/** One entity with all its facts, also those that no longer hold. */
export interface WholeEntity {
  readonly entity: EntityRow;
  readonly observations: readonly ObservationRow[];
}

/** What people see of a memory: how much there is, one entity whole, the graph around it. */
export class MemoryView {
  constructor(private readonly database: Database) {}

  /** How much is remembered in these places, and the newest of it. */
  overview(
    caller: Caller,
    places: readonly Place[],
    recent: number,
  ): Promise<PlaceCounts & { readonly recent: readonly RecentRow[] }> {
    return this.database.read(caller, async (tx) => ({
      ...(await countPlaces(tx, places)),
      recent: await findRecentEntities(tx, places, recent),
    }));
  }

  /** Entities of each place that has any. */
  count(caller: Caller, places: readonly Place[]): Promise<ReadonlyMap<Place, number>> {
    return this.database.read(caller, (tx) => countByPlace(tx, places));
  }

  /** Those that were written last first. */
  entities(caller: Caller, places: readonly Place[], page: ListingPage): Promise<ListedEntity[]> {
    return this.database.read(caller, (tx) => findListedEntities(tx, places, page));
  }

  /** The nearest place goes first when several hold the name. */
  entity(caller: Caller, places: readonly Place[], name: string): Promise<WholeEntity | undefined> {
    return this.database.read(caller, (tx) => readEntity(tx, places, name));
  }

  /** What each of these entities is related to, the strongest first; by the id of the entity. */
  links(caller: Caller, terms: LinkTerms): Promise<ReadonlyMap<string, readonly Link[]>> {
    return this.database.read(caller, (tx) => findLinks(tx, terms, mostLinks));
  }

  /** One relation with all that it was; nothing when it is not remembered in these places. */
  relation(
    caller: Caller,
    places: readonly Place[],
    id: string,
  ): Promise<WholeRelation | undefined> {
    return this.database.read(caller, (tx) => readRelation(tx, places, id));
  }

  /** What can be reached from an entity; nothing when it is not remembered in these places. */
  graph(
    caller: Caller,
    places: readonly Place[],
    root: string,
    terms: WalkTerms & { readonly depthFirst: boolean },
  ): Promise<Neighbourhood | undefined> {
    return this.database.read(caller, (tx) => readGraph(tx, places, root, terms));
  }
}
