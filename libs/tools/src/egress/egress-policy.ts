import {
  classifyAddress,
  unmapped,
  type AddressBytes,
  type AddressClass,
} from './address-class.js';
import { EgressDenied, type Denial } from './egress.errors.js';
import {
  coversAddress,
  coversUrl,
  hostOf,
  parseUrl,
  portOf,
  readEgressRule,
  type EgressRule,
} from './egress-rule.js';

/**
 * Where requests may go, in the operator's words. Public addresses on the listed ports are allowed
 * unless denied; everything else is denied unless allowed.
 *
 * A rule is a CIDR or address (`10.0.0.0/8`), a host (`intranet.example`, `*.example.com` for its
 * subdomains, `db.example:9000` for one port) or a URL prefix (`http://localhost:8080/examples/`:
 * this origin, this path and what is below it, nothing else of that origin).
 */
export interface EgressPolicy {
  /** Places that may be reached although private, or on another port. @default none */
  readonly allow: readonly string[];
  /** Places that may never be reached; wins over `allow`. @default none */
  readonly deny: readonly string[];
  /** Whether plain http may be spoken; a URL prefix with `http:` allows it anyway. @default true */
  readonly httpAllowed: boolean;
  /** Ports that may be used where no rule names another. @default 80, 443, 8080, 8443 */
  readonly ports: readonly number[];
}

/** What a URL may reach: only the internet, or what an operator's rule named. */
export type Reach = 'public' | 'named';

const longestUrl = 2_048;

/** Names under which clouds hand out credentials, whatever they resolve to. */
const metadataNames = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.internal',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'metadata.platformequinix.com',
  'metadata.tencentyun.com',
]);

/**
 * What a rule that names a host or a URL opens. Not credentials of the machine, nor addresses in
 * disguise: who allowed the name hardly meant those. A CIDR opens whatever it covers.
 */
const nameable = new Set<AddressClass>(['loopback', 'private', 'link_local', 'shared', 'reserved']);

/** Nothing that `CAXTON_EGRESS_ALLOW` names gets past it. */
const onDenyList = 'on the deny list; the operator closes addresses with CAXTON_EGRESS_DENY';
const operators: Denial = { isOperators: true };

/** Why an address must not be reached. */
interface Objection extends Denial {
  readonly words: string;
}

/** Percent-escapes that a server may take for a separator, a dot, a percent sign or an end. */
const smuggled = /%(?:2e|2f|5c|25|00)|\\/i;

/** An egress policy that has been read and judges URLs and addresses. Pure: it resolves nothing. */
export class EgressJudge {
  readonly #allow: readonly EgressRule[];
  readonly #deny: readonly EgressRule[];
  readonly #ports: ReadonlySet<string>;
  readonly #httpAllowed: boolean;

  /** @throws {InvalidEgressRule} */
  constructor(policy: Partial<EgressPolicy>) {
    this.#allow = (policy.allow ?? []).map(readEgressRule);
    this.#deny = (policy.deny ?? []).map(readEgressRule);
    this.#ports = new Set((policy.ports ?? [80, 443, 8_080, 8_443]).map(String));
    this.#httpAllowed = policy.httpAllowed ?? true;
  }

  /**
   * Decides by the URL alone; its addresses must be judged as well.
   * @throws {EgressDenied}
   */
  judgeUrl(text: string): { readonly url: URL; readonly reach: Reach } {
    if (text.length > longestUrl) throw new EgressDenied('the URL is longer than 2,048 characters');
    const url = parseUrl(text);
    if (url === undefined) throw new EgressDenied('it is not a URL');
    if (!/^https?:$/.test(url.protocol)) throw new EgressDenied('only http and https are spoken');
    if (url.username + url.password !== '') throw new EgressDenied('the URL holds credentials');
    if (this.#denies(url)) throw new EgressDenied(`${hostOf(url)} is ${onDenyList}`);
    return { url, reach: this.#reachOf(url) };
  }

  /**
   * All addresses of a name must pass: which of them is dialled is not ours to say.
   * @throws {EgressDenied}
   */
  judgeAddresses(url: URL, addresses: readonly (AddressBytes | undefined)[], reach: Reach): void {
    if (addresses.length === 0) throw new EgressDenied(`${hostOf(url)} has no address`);
    for (const bytes of addresses) {
      const objection = this.#objectionTo(bytes, reach);
      if (objection === undefined) continue;
      throw new EgressDenied(`${hostOf(url)} is ${objection.words}`, objection);
    }
  }

  #reachOf(url: URL): Reach {
    const { host, prefix, port } = this.#rulesFor(url);
    if (!prefix && url.protocol === 'http:' && !this.#httpAllowed) {
      throw new EgressDenied('plain http is not allowed', operators);
    }
    if (!prefix && !port && !this.#ports.has(portOf(url))) {
      const ports = [...this.#ports].join(', ');
      throw new EgressDenied(`port ${portOf(url)} is not one of ${ports}`, operators);
    }
    if (host || prefix) return 'named';
    if (metadataNames.has(hostOf(url))) {
      throw new EgressDenied(`${hostOf(url)} is a metadata service`);
    }
    return 'public';
  }

  /** By what the operator names the URL: its host, its prefix, its port. */
  #rulesFor(url: URL): Readonly<Record<'host' | 'prefix' | 'port', boolean>> {
    const rules = this.#allow.filter((rule) => coversUrl(rule, url, url.pathname));
    return {
      host: rules.some(({ kind }) => kind === 'host'),
      prefix: !smuggled.test(url.pathname) && rules.some(({ kind }) => kind === 'prefix'),
      port: rules.some((rule) => rule.kind === 'host' && rule.port !== undefined),
    };
  }

  /** Undoes escapes first, so that `/%61dmin` does not slip past a denied `/admin`. */
  #denies(url: URL): boolean {
    const path = unescapedPath(url.pathname);
    return this.#deny.some(
      (rule) => coversUrl(rule, url, url.pathname) || coversUrl(rule, url, path),
    );
  }

  #objectionTo(bytes: AddressBytes | undefined, reach: Reach): Objection | undefined {
    if (bytes === undefined) return { words: 'not an address' };
    const plain = unmapped(bytes);
    if (this.#deny.some((rule) => coversAddress(rule, plain))) return { words: onDenyList };
    const place = classifyAddress(bytes);
    if (place === 'public' || this.#allow.some((rule) => coversAddress(rule, bytes)))
      return undefined;
    if (reach === 'named' && nameable.has(place)) return undefined;
    const words = `not on the internet (${place.replace('_', ' ')} address)`;
    return { words, isOperators: nameable.has(place) };
  }
}

function unescapedPath(path: string): string {
  let before = '';
  let after = path;
  for (let round = 0; round < 5 && before !== after; round += 1) {
    before = after;
    try {
      after = decodeURIComponent(before);
    } catch {
      return before;
    }
  }
  return parseUrl(`http://h${after}`)?.pathname ?? after;
}
