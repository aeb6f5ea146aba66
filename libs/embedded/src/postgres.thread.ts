import { parentPort, workerData } from 'node:worker_threads';
import { EmbeddedServer } from './embedded-server.js';
import type { PostgresBirth, ThreadNews, ThreadOrder } from './postgres-talk.js';

/*
 * The thread of Postgres: opens the directory, serves, and leaves it clean when told to stop. It
 * ends with its parent, so none is ever orphaned. Whatever else ends it is a crash.
 */
const port = parentPort;

const say = (news: ThreadNews): void => {
  port?.postMessage(news);
};

/** Tells the owner and ends the thread, once the last words to the clients are on their way. */
function fail(error: unknown): void {
  say({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
  setImmediate(() => process.exit(1));
}

const starting = EmbeddedServer.start(workerData as PostgresBirth, {
  log: (level, message) => {
    say({ kind: 'log', level, message });
  },
  onCrash: fail,
});

starting.then((server) => {
  say({ kind: 'ready', port: server.port });
}, fail);

port?.on('message', (_order: ThreadOrder) => {
  starting.then((server) => server.stop()).then(() => process.exit(0), fail);
});
