import { describeHttpTool, httpToolDefaults } from './create-http-tool.js';

/** What is told of tools over HTTP: how a definition reads as a tool, and what it means where it says nothing. */
export const httpTools = { describe: describeHttpTool, defaults: httpToolDefaults } as const;
