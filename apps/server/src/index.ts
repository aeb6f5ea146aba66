export { examine } from './doctor/examine.js';
export type { Finding, Level } from './doctor/finding.js';
export { runServer } from './run-server.js';
export { runReEncrypt } from './re-encrypt/run-re-encrypt.js';
export { runWorker } from './run-worker.js';
