import type { Group } from '../calls/methods.js';

/** What the client does with agents. */
export const agents = {
  /** Deploys an agent. */
  deploy: 'deployAgent',
  /** Deploys an agent from a template. */
  fromTemplate: 'deployFromTemplate',
  /** Checks a configuration as a deployment does, and deploys nothing. */
  validate: 'validateConfiguration',
  /** Checks names of capabilities, and tells who provides the same. */
  validateCapabilities: 'validateCapabilities',
  /** Tries a configuration with the real model, and deploys nothing. */
  test: 'testConfiguration',
  /** Fills prompts in with values. */
  testPrompts: 'testPrompts',
  /** Lists the agents, page by page. */
  list: 'listAgents',
  /** Gives an agent with its configuration. */
  get: 'getAgent',
  /** Tells how an agent does. */
  health: 'getAgentHealth',
  /** Changes an agent, live; what is left out stays. */
  update: 'updateAgent',
  /** Removes an agent. */
  remove: 'removeAgent',
  /** Lets an agent take no more turns until it is resumed. */
  pause: 'pauseAgent',
  /** Lets a paused agent go on. */
  resume: 'resumeAgent',
} as const satisfies Group;
