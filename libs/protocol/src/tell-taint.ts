/** More are no help to whoever decides. */
const mostNames = 5;
const longestName = 80;

/**
 * What taints a turn, for whoever decides about its calls: content from outside, or the memories that it recalled
 * and that came from there. Their names are what can be looked at and cleared.
 */
export function tellTaint(recalled: readonly string[] = []): string {
  if (recalled.length === 0) return 'this turn has read content from outside';
  const names = recalled
    .slice(0, mostNames)
    .map((name) => JSON.stringify(name.slice(0, longestName)));
  const others = recalled.length - names.length;
  const more = others === 0 ? [] : [`${String(others)} more`];
  return `this turn has recalled what came from outside (${[...names, ...more].join(', ')})`;
}
