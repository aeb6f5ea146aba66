import type { Group } from '../calls/methods.js';

/** The server itself. */
export const server = {
  /** Tells how the server is. */
  health: 'getHealth',
  /** Tells whether the process lives. */
  live: 'tellLive',
  /** Tells whether it takes requests. */
  ready: 'tellReady',
  /** Tells what is where. */
  signpost: 'showSignpost',
  /** Gives the OpenAPI document. */
  openApi: 'getOpenApi',
  /** Lists the example data. */
  examples: 'listExamples',
} as const satisfies Group;
