import type { Socket } from 'node:net';
import type { Client, ClientBase } from 'pg';
import { within } from './within.js';

/** The wire under a client of `pg`, which closes politely only and waits for the server to agree. */
export function socketOf(client: ClientBase): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

/** Ends a client for good: politely, and when the server does not answer, all the same. */
export async function endClient(client: Client): Promise<void> {
  await within(client.end(), 1_000).catch(() => undefined);
  socketOf(client).destroy();
}
