import { once } from 'node:events';
import { createServer } from 'node:net';

/** So many ports are looked at for one to propose. */
const proposals = 20;

/**
 * Finds out at once what a start would only find out seconds later, with a database made meanwhile.
 * Thrown as by listening itself: EADDRINUSE, with a port that is `free` if there is one near, EACCES, EADDRNOTAVAIL.
 * 0 takes any port and is free.
 */
export async function probePort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  try {
    await listenOnce(host, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw Object.assign(error as Error, { free: await findFree(host, port + 1) });
  }
}

async function findFree(host: string, first: number): Promise<number | undefined> {
  const beyond = Math.min(first + proposals, 65_536);
  for (let port = first; port < beyond; port += 1) {
    const isFree = await listenOnce(host, port).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
  return undefined;
}

async function listenOnce(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
