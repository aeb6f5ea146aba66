import type { Group } from '../calls/methods.js';

/** What agents may do besides talk. */
export const tools = {
  /** Lists the tools. */
  list: 'listTools',
  /** Registers an HTTP endpoint as a tool. */
  register: 'registerTool',
  /** Gives a tool. */
  get: 'getTool',
  /** Replaces a registered tool. */
  replace: 'replaceTool',
  /** Removes a registered tool. */
  remove: 'removeTool',
  /** Lists calls of tools, page by page. */
  calls: 'listToolCalls',
} as const satisfies Group;
