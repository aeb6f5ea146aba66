import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request that changed something outside. */
interface Effect {
  readonly key: string | undefined;
  readonly body: unknown;
}

/** A third party on this machine that keeps what it was told to do. */
export interface ChargeDesk {
  readonly url: string;
  readonly effects: Effect[];
  close(): Promise<void>;
}

/** Opens one on a free port of 127.0.0.1. It answers every POST with the number of effects, and may be read. */
export async function openChargeDesk(page = 'Prices of today.'): Promise<ChargeDesk> {
  const effects: Effect[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end(page);
      return;
    }
    void text(request).then((body) => {
      const key = request.headers['idempotency-key'];
      effects.push({ key: key?.toString(), body: JSON.parse(body) });
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ receipt: effects.length }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/charges`,
    effects,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
