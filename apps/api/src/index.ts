export type { ApiParts } from './api.module.js';
export { composeApiParts, type ApiGround } from './compose-api-parts.js';
export { ServerFacts } from './server-facts.js';
export { describeApiOf, startApi, type ApiSettings, type RunningApi } from './start-api.js';
