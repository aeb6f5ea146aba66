import { lookup } from 'node:dns/promises';
import { isIPv6, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';

/** Finds every address of a host name. Called once per request and hop. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** Makes a way to connect to these addresses and no others. */
export type Dial = (addresses: readonly string[]) => buildConnector.connector;

/** What stands between a decision and the wire; tests put their own here and count. */
export interface EgressRoad {
  /** @default the resolver of the operating system, hosts file included */
  readonly resolve?: ResolveHost;
  /** @default TCP or TLS to the given addresses, 10 s to connect */
  readonly dial?: Dial;
}

export const resolveBySystem: ResolveHost = async (host) => {
  const answers = await lookup(host, { all: true, verbatim: true });
  return answers.map(({ address }) => address);
};

const connectTimeout = 10_000;

/**
 * Connects to the very addresses that were judged: the name is not looked up again, so an answer
 * that changes in between (DNS rebinding) changes nothing.
 */
export const dialDirectly: Dial = (addresses) =>
  buildConnector({
    timeout: connectTimeout,
    autoSelectFamily: true,
    lookup: answering(addresses),
  });

function answering(addresses: readonly string[]): LookupFunction {
  const answers = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (host, options, callback) => {
    const [first] = answers;
    if (first === undefined) callback(new Error(`no address of ${host} was judged`), '');
    else if (options.all === true) callback(null, answers);
    else callback(null, first.address, first.family);
  };
}
