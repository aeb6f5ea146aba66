import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './run-command.mjs';
import { ServerProcess, startOnFreePort } from './server-process.mjs';

/** The installed Redis, or undefined. */
export const findRedis = () => findProgram('redis-server') ?? findProgram('valkey-server');

/** Starts a Redis in a directory that exists; with `appendOnly` it keeps every write. */
export async function runRedis(program, { directory, port, appendOnly = true }) {
  const server = new ServerProcess({
    command: program,
    args: [
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', directory, '--save', ''],
      ...['--appendonly', appendOnly ? 'yes' : 'no', '--maxmemory-policy', 'noeviction'],
    ],
  });
  await server.ready(/Ready to accept connections/, 'Redis');
  return server;
}

/** Starts a Redis that keeps every write and evicts nothing, as production should. */
export function startRedis(program, run) {
  const directory = join(run.path, 'redis');
  mkdirSync(directory, { recursive: true });
  return startOnFreePort(async (port) => {
    const server = await runRedis(program, { directory, port });
    run.remember(server.pid);
    return { url: `redis://127.0.0.1:${port}`, stop: () => server.stop('SIGTERM') };
  });
}
