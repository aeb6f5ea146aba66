import { ToolRateEntity } from './policy/tool-rate.entity.js';
import { ToolSeatEntity } from './policy/tool-seat.entity.js';
import { ToolEntity } from './shelf/tool.entity.js';

/** The tables of this library, for the mapper. */
export const toolEntities = [ToolEntity, ToolRateEntity, ToolSeatEntity] as const;

export { createBuiltInTools } from './built-in-tools.js';
export { createCsvParser } from './csv/csv-parser.js';
export { InvalidEgressRule } from './egress/egress.errors.js';
export { InvalidExpression } from './expression/expression.errors.js';
export { readExpression } from './expression/read-expression.js';
export type { FileKeeper, ProducedFile } from './files/produced-file.js';
export { createGuardedFetch } from './egress/guarded-fetch.js';
export type { GuardedFetch } from './egress/guarded-request.js';
export { describeHttpTool, httpToolDefaults } from './http-tool/create-http-tool.js';
export type { AgentMemory } from './memory/agent-memory.js';
export { notingTools } from './memory/memory-tools.js';
export { CallQuota } from './policy/call-quota.js';
export { SecretKeeper } from './secrets/secret-keeper.js';
export { toolNotFound } from './shelf/shelf.errors.js';
export { ToolRegistry } from './shelf/tool-registry.js';
export { ToolShelf } from './shelf/tool-shelf.js';
export type { RegisteredTool } from './shelf/tool.repository.js';
export type { ArtifactReader } from './source/artifact-reader.js';
export { ToolBox } from './tool-box.js';
export type { ToolCall, ToolGrant, ToolOutcome } from './tool-call.js';
export { storableText } from './storable-json.js';
export { ToolFault } from './tool.errors.js';
export { ToolExecutor } from './tool-executor.js';
export type { Tool, ToolDescription } from './tool.js';
