import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that refuses whatever it is sent and tells all of it back, headers included: the worst that a receiver may do. */
export interface EchoServer {
  readonly url: string;
  /** What came with requests, so that a test knows that secrets did travel. */
  readonly heard: readonly string[];
  stop(): void;
}

export async function startEchoServer(status: number): Promise<EchoServer> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const headers = JSON.stringify(request.headers);
    heard.push(headers);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: `Not with ${headers}` }, sent: headers }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    heard,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
