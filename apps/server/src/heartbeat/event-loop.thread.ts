import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { HeartbeatWatch } from './heartbeat-watch.js';
import type { Pulse } from './guard-event-loop.js';

/* A thread that looks whether the event loop of its process still turns. */
const { beats, everyMs, patience } = workerData as Pulse;
const count = new Int32Array(beats);
const watch = new HeartbeatWatch(patience);

setInterval(() => {
  if (!watch.isStopped(Atomics.load(count, 0))) return;
  // The log belongs to the loop that is blocked.
  writeSync(
    2,
    'The event loop is blocked. Ending, to be started again; nothing accepted is lost.\n',
  );
  process.kill(process.pid, 'SIGKILL');
}, everyMs);
