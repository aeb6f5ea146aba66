import type { ServerProcess } from './server-process.mjs';

/** The installed Redis, or undefined. */
export function findRedis(): string | undefined;

/** Starts a Redis in a directory that exists; with `appendOnly` (the default) it keeps every write. */
export function runRedis(
  program: string,
  where: { readonly directory: string; readonly port: number; readonly appendOnly?: boolean },
): Promise<ServerProcess>;
