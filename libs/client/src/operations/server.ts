import type { Group } from '../calls/methods.js';

/** The server itself. */
export const server = {
  /** Tells how the server is. */
  health: 'getHealth',
  /** Tells how each part does that the server stands on. */
  parts: 'tellParts',
  /** Tells how the server is set up. */
  config: 'getConfig',
  /** Tells at a glance how everything does. */
  dashboard: 'getDashboard',
  /** Tells what happened in a time, and what it cost. */
  usage: 'getUsage',
  /** Tells what each table takes, and what ends its rows. */
  storage: 'getStorage',
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
