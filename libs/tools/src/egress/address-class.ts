import ipaddr from 'ipaddr.js';

/**
 * What kind of place an address is. Only `public` may be reached without an operator's word:
 * everything else is this machine, its network, or a road to one of them.
 */
export type AddressClass =
  | 'public'
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'link_local'
  | 'metadata'
  | 'shared'
  | 'multicast'
  | 'embedded_ipv4'
  | 'reserved'
  | 'unreadable';

/** An address as the network sees it: 4 or 16 bytes. */
export type AddressBytes = readonly number[];

/** All addresses whose first `bits` bits are those of `bytes`. */
export interface Network {
  readonly bytes: AddressBytes;
  readonly bits: number;
}

const classes: readonly (readonly [AddressClass, ...string[]])[] = [
  // Answers with credentials of the machine: clouds in general, Azure's host, Alibaba, AWS on IPv6.
  ['metadata', '169.254.169.254/32', '169.254.170.2/32', '168.63.129.16/32', '100.100.100.200/32'],
  ['metadata', '169.254.170.23/32', 'fd00:ec2::254/128', 'fd00:ec2::23/128', 'fd20:ce::254/128'],
  ['unspecified', '0.0.0.0/8', '::/128'],
  ['loopback', '127.0.0.0/8', '::1/128'],
  ['private', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'],
  ['link_local', '169.254.0.0/16', 'fe80::/10'],
  ['shared', '100.64.0.0/10'],
  ['multicast', '224.0.0.0/4', 'ff00::/8'],
  // Compatible, mapped, translated (NAT64), 6to4 and Teredo: an IPv4 address in IPv6 clothes.
  ['embedded_ipv4', '::/96', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48'],
  ['embedded_ipv4', '2002::/16', '2001::/32'],
  // IANA special-purpose registries: protocol assignments, documentation, benchmarks, anycast.
  ['reserved', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24'],
  ['reserved', '192.88.99.0/24', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24'],
  ['reserved', '203.0.113.0/24', '240.0.0.0/4'],
  ['reserved', '2001::/23', '2001:db8::/32', '2620:4f:8000::/48', '3ffe::/16', '3fff::/20'],
];

const special = classes.flatMap(([kind, ...networks]) =>
  networks.map((text) => ({ kind, network: requireNetwork(text) })),
);

/** The only part of IPv6 that is routed on the internet (RFC 4291, IANA). */
const globalUnicast = requireNetwork('2000::/3');

/** Classifies by bytes, never by text: `0x7f.1`, `::7f00:1` and `127.0.0.1` are one place. */
export function classifyAddress(bytes: AddressBytes | undefined): AddressClass {
  if (bytes === undefined) return 'unreadable';
  const known = special.find(({ network }) => isInNetwork(bytes, network));
  if (known !== undefined) return known.kind;
  if (bytes.length === 4) return 'public';
  if (!isInNetwork(bytes, globalUnicast)) return 'reserved';
  const tunnelled = isatapTarget(bytes);
  if (tunnelled !== undefined && classifyAddress(tunnelled) !== 'public') return 'embedded_ipv4';
  return 'public';
}

/** Reads an address in any notation that a resolver or a URL may use; nothing if it is none. */
export function readAddress(text: string): AddressBytes | undefined {
  const [address = ''] = text.replace(/^\[(.*)\]$/, '$1').split('%');
  return ipaddr.isValid(address) ? ipaddr.parse(address).toByteArray() : undefined;
}

/** `10.0.0.0/8`, `fd00::/8`, or one address; nothing if it is neither. */
export function readNetwork(text: string): Network | undefined {
  const bytes = readAddress(text);
  if (bytes !== undefined) return { bytes, bits: bytes.length * 8 };
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [address, bits] = ipaddr.parseCIDR(text);
  return { bytes: address.toByteArray(), bits };
}

export function isInNetwork(bytes: AddressBytes, network: Network): boolean {
  if (bytes.length !== network.bytes.length) return false;
  const whole = network.bits >> 3;
  for (let at = 0; at < whole; at += 1) if (bytes[at] !== network.bytes[at]) return false;
  const shift = 8 - (network.bits & 7);
  return shift === 8 || (bytes[whole] ?? 0) >> shift === (network.bytes[whole] ?? 0) >> shift;
}

/** An IPv4 address written as a mapped IPv6 one is the same socket: compare it as IPv4. */
export function unmapped(bytes: AddressBytes): AddressBytes {
  return isInNetwork(bytes, mapped) ? bytes.slice(12) : bytes;
}
const mapped = requireNetwork('::ffff:0:0/96');

/** The IPv4 end of an ISATAP tunnel (RFC 5214), which may stand under any prefix. */
function isatapTarget(bytes: AddressBytes): AddressBytes | undefined {
  const isTunnel =
    ((bytes[8] ?? 0) & 0xfc) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
  return isTunnel ? bytes.slice(12) : undefined;
}

function requireNetwork(text: string): Network {
  const network = readNetwork(text);
  if (network === undefined) throw new Error(`not a network: ${text}`);
  return network;
}
