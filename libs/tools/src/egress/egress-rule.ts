import { isInNetwork, readAddress, readNetwork, type AddressBytes } from './address-class.js';
import type { Network } from './address-class.js';
import { InvalidEgressRule } from './egress.errors.js';

/** A rule of an egress policy, read once. */
export type EgressRule =
  | { readonly kind: 'network'; readonly network: Network }
  | {
      readonly kind: 'host';
      readonly name: string;
      readonly port: string | undefined;
      readonly coversSubdomains: boolean;
    }
  | { readonly kind: 'prefix'; readonly origin: string; readonly path: string };

/**
 * Reads `10.0.0.0/8`, `10.1.2.3`, `intranet.example`, `intranet.example:9000`, `*.example.com` or
 * `http://localhost:8080/examples/`.
 *
 * @throws {InvalidEgressRule} for anything else: a rule that is silently ignored is a hole
 */
export function readEgressRule(text: string): EgressRule {
  const rule = text.trim();
  if (rule.includes('://')) return readPrefix(rule);
  const network = readNetwork(rule);
  if (network !== undefined) return { kind: 'network', network };
  const [, wildcard, host = '', port] = /^(\*\.)?([^/*@?#\s]+?)(?::(\d{1,5}))?$/.exec(rule) ?? [];
  const url = parseUrl(`http://${host}/`);
  if (url?.port !== '' || Number(port ?? 0) > 65_535) throw new InvalidEgressRule(text);
  return { kind: 'host', name: hostOf(url), port, coversSubdomains: wildcard !== undefined };
}

function readPrefix(rule: string): EgressRule {
  const url = parseUrl(rule);
  if (url === undefined) throw new InvalidEgressRule(rule);
  const extras = url.username + url.password + url.search + url.hash;
  if (!/^https?:$/.test(url.protocol) || extras !== '') throw new InvalidEgressRule(rule);
  return { kind: 'prefix', origin: originOf(url), path: url.pathname };
}

export function coversAddress(rule: EgressRule, bytes: AddressBytes): boolean {
  return rule.kind === 'network' && isInNetwork(bytes, rule.network);
}

/** Whether the rule names the URL: by host, or by origin and path. */
export function coversUrl(rule: EgressRule, url: URL, path: string): boolean {
  if (rule.kind === 'network') return false;
  if (rule.kind === 'prefix') {
    return rule.origin === originOf(url) && isPathBelow(path, rule.path);
  }
  const host = hostOf(url);
  const named = rule.coversSubdomains ? host.endsWith(`.${rule.name}`) : host === rule.name;
  return named && (rule.port === undefined || rule.port === portOf(url));
}

/** `/examples` and `/examples/` cover `/examples` and all below it, not `/examples-of-mine`. */
function isPathBelow(path: string, prefix: string): boolean {
  const stem = prefix.replace(/\/$/, '');
  return path === stem || path.startsWith(`${stem}/`);
}

/** Without the dot of the root: `localhost.` is `localhost`. */
export const hostOf = (url: URL): string => url.hostname.replace(/\.$/, '');

export const portOf = (url: URL): string =>
  url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;

const originOf = (url: URL): string => `${url.protocol}//${hostOf(url)}:${portOf(url)}`;

/** Nothing for a name: its addresses are known only to the resolver. */
export const literalAddress = (url: URL): AddressBytes | undefined => readAddress(hostOf(url));

export function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
