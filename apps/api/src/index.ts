export { composeApiParts } from './compose-api-parts.js';
export { ServerFacts } from './server-facts.js';
export { describeApiOf, startApi } from './start-api.js';
