import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ProtocolError } from '#protocol';
import type { Clock } from '#platform';
import { measure } from '#signals';
import { Door, type DoorSettings } from './door.js';
import type { Refusals } from './refusals.js';
import { headersOf, renderError } from './render-error.js';
import { requestIdOf } from './request-id.js';

export interface DoorKeeper {
  readonly clock: Clock;
  readonly refusals: Refusals;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const flooded = new ProtocolError(
  'UNAVAILABLE',
  'More requests come at once than this server can answer; nothing was done.',
  { retry_after: 2 },
);

/**
 * Puts a {@link Door} before everything else that a server does with a request: hooks, routes and bodies are what a flood
 * must not cost. Probes always pass.
 */
export function keepDoor(
  server: Server,
  keeper: DoorKeeper,
  settings: Partial<DoorSettings> = {},
): void {
  const door = new Door(settings);
  // The work of the start is not that of requests.
  server.once('listening', () => {
    door.watch();
  });
  server.once('close', () => {
    door.close();
  });
  const answers = server.listeners('request') as Answer[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isProbe(request.url) && !door.admits()) turnAway(request, response, keeper);
    else for (const answer of answers) answer.call(server, request, response);
  });
}

/** Just these: what merely begins like one would be a way in for a flood. */
const probe = /^\/(?:health\/(?:live|ready|detailed)|api\/v1\/health)\/?(?:\?|$)/;

function isProbe(url = ''): boolean {
  return probe.test(url);
}

function turnAway(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, refusals }: DoorKeeper,
): void {
  const { method = '', url = '' } = request;
  const id = requestIdOf(request);
  const body = JSON.stringify(renderError(flooded, id, clock.now()));
  refusals.note({ method, url }, flooded.code);
  measure('request', { method, route: 'unknown', status: '5xx' }, 0);
  response.writeHead(flooded.status, {
    ...headersOf(flooded),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-request-id': id,
  });
  response.end(body);
}
