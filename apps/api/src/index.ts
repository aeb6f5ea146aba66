export type { ApiParts } from './api.module.js';
export { ServerFacts } from './server-facts.js';
export { describeApiOf, startApi, type ApiSettings, type RunningApi } from './start-api.js';
