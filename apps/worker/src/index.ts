export { everyEntity } from './compose/every-entity.js';
export { modelSettingsOf } from './compose/model-settings.js';
export { openMcpPrograms } from './compose/open-mcp-programs.js';
export { openTraces } from './compose/open-traces.js';
export { openToolBox } from './compose/open-tool-box.js';
export { openToolShelf } from './compose/open-tool-shelf.js';
export { startWorker, type RunningWorker } from './start-worker.js';
export { tellWebhooks } from './webhooks/tell-webhooks.js';
export type { WorkerOptions } from './worker-ground.js';
