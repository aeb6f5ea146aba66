import type { buildConnector } from 'undici';
import { readAddress, unmapped } from './address-class.js';
import { EgressDenied } from './egress.errors.js';
import type { Dial } from './road.js';

/**
 * Connects to one of the judged addresses and, before a byte is written, looks at where the socket
 * really ended: the last line against a resolver, a proxy or a bug that leads elsewhere.
 */
export function connectGuarded(dial: Dial, judged: readonly string[]): buildConnector.connector {
  const expected = new Set(judged.map(fingerprint));
  const connect = dial(judged);
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      if (expected.has(fingerprint(socket.remoteAddress ?? ''))) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(new EgressDenied('the connection ended at another address than was checked'), null);
    });
  };
}

/** Equal for all notations of an address; for what is none, unlike any of them. */
function fingerprint(address: string): string {
  const bytes = readAddress(address);
  return bytes === undefined ? 'none' : unmapped(bytes).join('.');
}
