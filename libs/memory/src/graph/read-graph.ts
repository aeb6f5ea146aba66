import type { Tx } from '#platform';
import type { Place } from '../place.js';
import { orderDepthFirst, type Link } from './order-nodes.js';
import {
  walkFrom,
  type Direction,
  type EdgeRow,
  type NodeRow,
  type WalkTerms,
} from './walk.repository.js';

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
  const reached = await walkFrom(tx, places, root, terms);
  if (reached.length === 0) return undefined;
  const edges = reached.flatMap((node) => node.edges);
  const nodes = reached.map(({ edges: _own, ...node }) => node);
  if (!terms.depthFirst) return { nodes, edges };
  const links = edges.map((edge) => linkOf(edge, terms.direction));
  return { nodes: orderDepthFirst(nodes, links), edges };
}

/** An edge as it is walked. */
function linkOf({ from_id, to_id, bidirectional }: EdgeRow, direction: Direction): Link {
  const bothWays = bidirectional || direction === 'both';
  return direction === 'incoming'
    ? { from: to_id, to: from_id, bothWays }
    : { from: from_id, to: to_id, bothWays };
}
