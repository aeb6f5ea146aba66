export { createCsvParser } from './csv/csv-parser.js';
export { InvalidEgressRule } from './egress/egress.errors.js';
export { createGuardedFetch } from './egress/guarded-fetch.js';
export { createHttpClient } from './http/http-client.js';
export { ToolBox } from './tool-box.js';
export type { ToolCall, ToolGrant, ToolOutcome } from './tool-call.js';
export { ToolExecutor } from './tool-executor.js';
export type { Tool } from './tool.js';
