export { openToolBox, type ToolSettings } from './compose/open-tool-box.js';
export { startWorker, type RunningWorker, type WorkerFigures } from './start-worker.js';
export type { WorkerGround, WorkerOptions } from './worker-ground.js';
