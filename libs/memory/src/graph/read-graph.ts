import type { Tx } from '#platform';
import type { Place } from '../place.js';
import { orderDepthFirst } from './order-nodes.js';
import {
  findEdgesAmong,
  walkFrom,
  type EdgeRow,
  type NodeRow,
  type WalkTerms,
} from './relation.repository.js';

/** A part of the graph, seen from one entity. */
export interface Neighbourhood {
  /** The root first. */
  readonly nodes: readonly NodeRow[];
  readonly edges: readonly EdgeRow[];
}

/** What can be reached from an entity. Nothing when there is no such entity in these places. */
export async function readGraph(
  tx: Tx,
  places: readonly Place[],
  root: string,
  terms: WalkTerms & { readonly depthFirst: boolean },
): Promise<Neighbourhood | undefined> {
  const nodes = await walkFrom(tx, places, root, terms);
  if (nodes.length === 0) return undefined;
  const edges = await findEdgesAmong(
    tx,
    nodes.map(({ id }) => id),
    terms,
  );
  if (!terms.depthFirst) return { nodes, edges };
  const links = edges.map(({ from_id: from, to_id: to, bidirectional }) => ({
    from,
    to,
    bothWays: bidirectional || terms.bothWays,
  }));
  return { nodes: orderDepthFirst(nodes, links), edges };
}
