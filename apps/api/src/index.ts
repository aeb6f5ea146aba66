export { composeApiParts } from './compose-api-parts.js';
export { ServerFacts } from './server-facts.js';
export { describeApiOf, startApi, type RunningApi } from './start-api.js';
