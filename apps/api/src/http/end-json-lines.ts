import type { FastifyInstance } from 'fastify';

/**
 * Ends every answer in JSON with a line end. Shells show it on a line of its own, and what curl writes after it, such
 * as the status in the scripts of the quick start, begins a new one.
 */
export function endJsonLines(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    const isJson = String(reply.getHeader('content-type')).startsWith('application/json');
    if (!isJson || typeof payload !== 'string' || payload === '') {
      done(null, payload);
      return;
    }
    reply.removeHeader('content-length');
    done(null, `${payload}\n`);
  });
}
