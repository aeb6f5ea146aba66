import { workerData } from 'node:worker_threads';
import type { ParentWatch } from './watch-parent.js';

/* A thread that looks whether the parent of its process still lives. */
const { parent, graceMs } = workerData as ParentWatch;

const looking = setInterval(
  () => {
    // An orphan belongs to init, or to whoever reaps orphans here.
    if (process.ppid === parent) return;
    clearInterval(looking);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs);
  },
  Math.min(graceMs, 1_000),
);
