import { BlockList, isIP, isIPv4 } from 'node:net';

/** Whether an address lies in one of the networks; addresses of IPv4 also when IPv6 carries them. */
export function isFrom(address: string, networks: readonly string[]): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const kind = isIP(plain);
  if (kind === 0) return false;
  const list = new BlockList();
  for (const network of networks) add(list, network);
  return list.check(plain, kind === 4 ? 'ipv4' : 'ipv6');
}

function add(list: BlockList, network: string): void {
  const [base = '', bits] = network.split('/');
  const family = isIPv4(base) ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(base, family);
  else list.addSubnet(base, Number(bits), family);
}
