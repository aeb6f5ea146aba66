import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { HeartbeatWatch } from './heartbeat-watch.js';
import type { Pulse } from './guard-event-loop.js';
import { composeLastLine } from './last-line.js';

/* A thread that looks whether the event loop of its process still turns. */
const { beats, everyMs, patience, asText } = workerData as Pulse;
const count = new Int32Array(beats);
const watch = new HeartbeatWatch(patience);

setInterval(() => {
  if (!watch.isStopped(Atomics.load(count, 0))) return;
  try {
    // Not through the log: it belongs to the loop that is blocked.
    writeSync(1, composeLastLine(asText, process.pid, new Date()));
  } finally {
    // Also when nobody reads the log and its pipe is full.
    process.kill(process.pid, 'SIGKILL');
  }
}, everyMs);
