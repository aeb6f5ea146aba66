import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Finds out at once what a start would only find out seconds later, with a database made meanwhile.
 * Thrown as by listening itself: EADDRINUSE, EACCES, EADDRNOTAVAIL. 0 takes any port and is free.
 */
export async function probePort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
