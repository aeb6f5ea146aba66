import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';

const header = 'x-forwarded-for';

/**
 * Has what proxies say of where a request comes from be addresses and nothing else, before anybody reads it: limits,
 * locked logins, networks of keys and the audit log all take the word of one place, `request.ip`.
 */
export function readForwardedAddresses(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const said = headers[header];
    if (said !== undefined) headers[header] = plainAddresses(String(said));
    done();
  });
}

/**
 * The addresses of the header without ports, brackets and zones. What is no address tells nothing of what stands
 * before it either: the request then comes from whoever wrote it.
 */
function plainAddresses(said: string): string {
  const plain: string[] = [];
  for (const entry of said.split(',').reverse()) {
    const address = plainAddress(entry.trim());
    if (address === undefined) break;
    plain.unshift(address);
  }
  return plain.join(', ');
}

/** `203.0.113.6:40001`, `[2001:db8::1]:40001`, `fe80::1%eth0`: some proxies write more than the address. */
function plainAddress(entry: string): string | undefined {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/.exec(entry) ?? [];
  const address = (bracketed ?? dotted ?? entry).replace(/%.*$/, '');
  return isIP(address) === 0 ? undefined : address;
}
