import { readAddress } from './address-class.js';
import { EgressDenied } from './egress.errors.js';
import { EgressJudge, type EgressPolicy } from './egress-policy.js';
import { hostOf, literalAddress } from './egress-rule.js';

/**
 * Tells why no request to a URL would ever leave, as far as the URL itself says: its port, its host, an address in
 * it. What a name leads to is known when it is asked for. Nothing where it may be reached.
 * @throws {InvalidEgressRule} when the policy cannot be read
 */
export function createEgressForesight(
  policy: Partial<EgressPolicy>,
): (url: string) => string | undefined {
  const judge = new EgressJudge(policy);
  return (text) => {
    try {
      const { url, reach } = judge.judgeUrl(text);
      const address = isThisMachine(url) ? readAddress('127.0.0.1') : literalAddress(url);
      if (address !== undefined) judge.judgeAddresses(url, [address], reach);
      return undefined;
    } catch (error) {
      if (error instanceof EgressDenied) return error.message;
      throw error;
    }
  };
}

/** RFC 6761 §6.3: these names are no others'. */
function isThisMachine(url: URL): boolean {
  return /^(?:.+\.)?localhost$/.test(hostOf(url));
}
