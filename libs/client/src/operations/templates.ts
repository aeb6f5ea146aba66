import type { Group } from '../calls/methods.js';

/** What agents are made from. */
export const templates = {
  /** Lists the templates: those of the server, then those of the workspace. */
  list: 'listTemplates',
  /** Adds a template to the workspace. */
  add: 'addTemplate',
  /** Gives a template with its configuration. */
  get: 'getTemplate',
  /** Replaces a template of the workspace. */
  replace: 'replaceTemplate',
  /** Removes a template of the workspace. */
  remove: 'removeTemplate',
  /** Shows the configuration that a template makes; nothing is deployed. */
  generate: 'generateFromTemplate',
} as const satisfies Group;
