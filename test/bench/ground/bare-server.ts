import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process with the HTTP servers that Caxton is compared with, or that it asks. */
export interface BareServer {
  readonly url: string;
  readonly stop: () => void;
}

/** Starts it on a free port of the loopback. */
export async function startBareServer(): Promise<BareServer> {
  const child = fork(fileURLToPath(new URL('./serve-bare.js', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      child.kill('SIGKILL');
    },
  };
}
