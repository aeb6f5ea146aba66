import type { FastifyInstance } from 'fastify';
import type { RequestLimits } from './request-limits.js';

/**
 * What reaches no operation reaches no guard either: paths that nothing serves, asked for by whoever looks for holes,
 * and the files of the documentation. They count for their address, as operations without credentials do.
 */
export function countUnrouted(
  server: FastifyInstance,
  limits: Pick<RequestLimits, 'countStranger'>,
): void {
  server.addHook('onRequest', async ({ is404, routeOptions, ip }, { raw }) => {
    const isPage = routeOptions.url?.startsWith('/docs') === true;
    if (is404 || isPage) await limits.countStranger(ip, raw);
  });
}
