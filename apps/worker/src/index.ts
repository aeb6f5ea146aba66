export { openToolBox } from './compose/open-tool-box.js';
export { startWorker } from './start-worker.js';
export type { WorkerOptions } from './worker-ground.js';
