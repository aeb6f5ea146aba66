export { runServer } from './run-server.js';
export { runReEncrypt } from './re-encrypt/run-re-encrypt.js';
export { runWorker } from './run-worker.js';
