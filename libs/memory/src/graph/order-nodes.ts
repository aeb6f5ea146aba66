/** A node with its depth, and the links between nodes, by id. */
export interface PlacedNode {
  readonly id: string;
  readonly depth: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly bothWays: boolean;
}

/** The nodes in the order in which a walk that goes deep first meets them. The first is the root. */
export function orderDepthFirst<Node extends PlacedNode>(
  nodes: readonly Node[],
  links: readonly Link[],
): Node[] {
  const [root] = nodes;
  if (root === undefined) return [];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const next = neighboursOf(links);
  const ordered: Node[] = [];
  const seen = new Set<string>();
  const stack = [root.id];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = byId.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    ordered.push(node);
    stack.push(...[...(next.get(id) ?? [])].reverse());
  }
  return [...ordered, ...nodes.filter(({ id }) => !seen.has(id))];
}

function neighboursOf(links: readonly Link[]): Map<string, string[]> {
  const next = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    next.set(from, [...(next.get(from) ?? []), to]);
  };
  for (const { from, to, bothWays } of links) {
    add(from, to);
    if (bothWays) add(to, from);
  }
  return next;
}
