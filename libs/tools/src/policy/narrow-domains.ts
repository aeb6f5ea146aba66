/**
 * The hosts that both lists allow; nothing when neither says anything. A host in a list stands for its
 * subdomains too.
 */
export function narrowDomains(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const [first, second] = [one.map(bare), other.map(bare)];
  return [
    ...first.filter((domain) => second.some((wider) => isWithin(domain, wider))),
    ...second.filter((domain) => first.some((wider) => isWithin(domain, wider))),
  ];
}

const bare = (domain: string): string => domain.toLowerCase().replace(/^\*?\./, '');

const isWithin = (domain: string, wider: string): boolean =>
  domain === wider || domain.endsWith(`.${wider}`);
