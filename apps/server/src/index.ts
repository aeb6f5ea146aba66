export { runServer } from './run-server.js';
export { runWorker } from './run-worker.js';
