import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '#platform';
import { composeMetrics } from './compose-metrics.js';
import type { FigureCounter } from './figures.js';

export interface MetricsSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** The Prometheus endpoint, listening. */
export interface MetricsEndpoint {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves `/metrics` on its own port. Thrown when the port is taken: EADDRINUSE. */
export async function startMetrics(
  { host, port }: MetricsSettings,
  figures: FigureCounter,
  log: Logger,
): Promise<MetricsEndpoint> {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    if (request.url?.split('?', 1)[0] !== '/metrics') response.writeHead(404).end();
    else void answer(response, figures, log);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => close(server),
  };
}

async function answer(
  response: ServerResponse,
  figures: FigureCounter,
  log: Logger,
): Promise<void> {
  try {
    const text = await composeMetrics(await figures.read());
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(text);
  } catch (error) {
    log.warn({ err: error }, 'The metrics could not be counted.');
    response.writeHead(503).end();
  }
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
